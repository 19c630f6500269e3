// Targets from files and servers: keeps a configuration complete while its lists change.
// Thread: the control loop's, with a thread of its own behind it. Owner: the app.
#pragma once

#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/discovery/source.h"

namespace reach {

class Collector;

class Discovery {
 public:
  using OnChange = std::function<void(std::shared_ptr<const config::Config>)>;

  // `report` is called on the thread of the discovery. Without `watch`, changes of files are only
  // found by their refresh.
  Discovery(asio::io_context& control, Reporter report, bool watch = true);
  ~Discovery();  // stops
  Discovery(const Discovery&) = delete;
  Discovery& operator=(const Discovery&) = delete;

  // From now on `on_change` gets, on the control loop, the configuration with the checks of its
  // targets and of those that its sources have: once when the files were read (servers are not
  // waited for), then whenever a list changes. A second Start replaces the first one: a source that
  // is in both keeps its list, and nothing of the first comes afterwards. Without sources the
  // configuration comes back as it is, before Start returns.
  void Start(std::shared_ptr<const config::Config> config, OnChange on_change);

  // Ends requests that are under way; nothing comes afterwards.
  void Stop();

  // Of the sources of the last Start, as far as they have been looked at.
  std::vector<SourceStatus> status() const;

 private:
  struct Order {
    std::shared_ptr<const config::Config> config;
    std::uint64_t number = 0;
  };
  void Run();
  bool TakeOrder(Order& order);  // false: stop
  void Deliver(std::shared_ptr<const config::Config> config, std::uint64_t number);

  asio::io_context& control_;
  OnChange on_change_;
  // Counts Starts: what was sent for an earlier one is dropped. Outlives the posted deliveries.
  std::shared_ptr<std::uint64_t> number_ = std::make_shared<std::uint64_t>(0);
  std::unique_ptr<Collector> collector_;

  mutable std::mutex mutex_;
  Order order_;  // all below: guarded by mutex_
  bool stopping_ = false;
  std::vector<SourceStatus> status_;
  std::thread thread_;
};

}  // namespace reach
