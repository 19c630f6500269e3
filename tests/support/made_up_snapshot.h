// Snapshots for tests of everything that renders: checks and rows as a test likes them.
// Thread: one. Owner: the test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/engine/snapshot.h"

namespace reach::test {

struct CheckSpec {
  std::string target = "rust-main";
  std::string name = "game";
  std::string host = "192.0.2.7";
  std::uint16_t port = 28015;
  Transport transport = Transport::kTcp;
  Family family = Family::kAny;
  Labels labels = {};
  std::string profile = "rust";
};

Check MakeCheck(const CheckSpec& spec);

// A row after one result `age` ago, with the state changed `age` ago too.
Row MakeRow(Reason reason, Success success, TimePoint now, Duration age = std::chrono::seconds(3));

// One shard; the vantage is "home".
class SnapshotMaker {
 public:
  explicit SnapshotMaker(TimePoint now) : now_(now) {}
  SnapshotMaker& Add(const CheckSpec& spec, const Row& row,
                     std::shared_ptr<const Facts> facts = nullptr);
  Snapshot Make() const;
  config::Config MakeConfig() const;

 private:
  TimePoint now_;
  CheckTable table_;
  ShardSnapshot shard_;
};

// Lines of a text that begin with a prefix, each without its newline.
std::vector<std::string> LinesWith(const std::string& text, const std::string& prefix);

}  // namespace reach::test
