// Follows the names of checks with `resolve: all`, and gives each of their addresses a check.
// Thread: that of the control loop. Owner: the app.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/engine/name_addresses.h"
#include "exporter/engine/names.h"

namespace reach {

class NameWatch {
 public:
  // A configuration whose checks are rows: those of names have become those of their addresses.
  using OnChange = std::function<void(const config::Config&)>;
  // A name has more addresses than rows: once for each name.
  using OnCut = std::function<void(const std::string& name)>;

  NameWatch(asio::io_context& control, NameLookup lookup, OnChange on_change, OnCut on_cut);

  // The configuration from now on. `on_change` is called before it returns, with the addresses that
  // are known, and then whenever there are others: not more than once a second. Names that were
  // followed before keep their addresses.
  void Follow(std::shared_ptr<const config::Config> config);

  // Nothing comes afterwards, and nothing keeps the control loop.
  void Stop();

 private:
  struct Followed {
    NameAddresses addresses;
    TimePoint expires = TimePoint::min();  // of the last answer
    TimePoint due;                         // its place in due_
    bool asking = false;
    bool cut_reported = false;
  };
  using Entry = std::map<NameKey, Followed>::value_type;

  void Turn();
  void Arm();
  void LookAt(Entry& entry);
  void Ask(const NameKey& key, Family family);
  void Answered(const NameKey& key, Family family, const NameAnswer& answer);
  void Update(Entry& entry, NameAddresses addresses);
  void Queue(Entry& entry);
  void Publish();

  asio::io_context& control_;
  NameLookup lookup_;
  OnChange on_change_;
  OnCut on_cut_;
  Timer timer_;
  std::shared_ptr<const config::Config> config_;
  std::map<NameKey, Followed> names_;
  std::set<std::pair<TimePoint, NameKey>> due_;  // the names that are not being asked
  std::size_t in_flight_ = 0;
  std::optional<TimePoint> publish_at_;  // there are other rows than those that were published
  TimePoint published_;
  bool stopped_ = false;
  std::shared_ptr<NameWatch*> self_;  // empty for late answers once the watch is gone
};

// The checks with `resolve: all` by their rows, the others as they are. Pure.
using AddressesOf = std::function<std::vector<Address>(const NameKey&)>;
std::vector<Check> WithRows(const std::vector<Check>& checks, const AddressesOf& addresses);

}  // namespace reach
