// A Discovery on a control loop, with a configuration written by the test.
// Thread: the test's. Owner: the test.
#pragma once

#include <asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/discovery/discovery.h"

namespace reach::test {

class Discovering {
 public:
  explicit Discovering(bool watch = true);

  // From now on this configuration, as if loaded from a file.
  void Start(std::string_view yaml);
  // Runs the loop until the checks are these: "a:1/tcp-1 b:2/tcp-2 ", in their order.
  bool Become(const std::string& titles);
  // Runs the loop until the only source is `successful`.
  bool Turn(bool successful);

  const std::string& titles() const { return titles_; }
  std::vector<std::string> reports() const;
  SourceStatus status() const { return discovery_.status().at(0); }
  int changes() const { return changes_; }

 private:
  asio::io_context io_;
  mutable std::mutex mutex_;
  std::vector<std::string> reports_;  // guarded by mutex_
  std::string titles_ = "none yet";
  int changes_ = 0;
  Discovery discovery_;
};

}  // namespace reach::test
