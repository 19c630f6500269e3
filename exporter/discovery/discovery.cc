#include "exporter/discovery/discovery.h"

#include <asio/post.hpp>
#include <utility>

#include "exporter/config/blueprint.h"
#include "exporter/discovery/collector.h"

namespace reach {

Discovery::Discovery(asio::io_context& control, Reporter report, bool watch)
    : control_(control), collector_(std::make_unique<Collector>(std::move(report), watch)) {}

Discovery::~Discovery() { Stop(); }

void Discovery::Start(std::shared_ptr<const config::Config> config, OnChange on_change) {
  on_change_ = std::move(on_change);
  const std::uint64_t number = ++*number_;
  const bool has_sources = config->blueprint != nullptr;
  if (!has_sources) {
    on_change_(config);
    if (!thread_.joinable()) return;
  }
  {
    const std::lock_guard lock(mutex_);
    order_ = {std::move(config), number};
  }
  if (thread_.joinable()) {
    collector_->Wake();
  } else {
    thread_ = std::thread([this] { Run(); });
  }
}

void Discovery::Stop() {
  ++*number_;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (!thread_.joinable()) return;
  collector_->Wake();
  thread_.join();
}

std::vector<SourceStatus> Discovery::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void Discovery::Run() {
  Order order;
  while (TakeOrder(order)) {
    auto config = collector_->Turn();
    {
      const std::lock_guard lock(mutex_);
      status_ = collector_->status();
    }
    if (config) Deliver(std::move(config), order.number);
    collector_->Wait();
  }
}

bool Discovery::TakeOrder(Order& order) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return false;
  if (order_.config == nullptr) return true;
  order = std::exchange(order_, {});
  collector_->Use(order.config);
  return true;
}

void Discovery::Deliver(std::shared_ptr<const config::Config> config, std::uint64_t number) {
  asio::post(control_, [this, current = number_, number, config = std::move(config)]() mutable {
    if (*current == number) on_change_(std::move(config));
  });
}

}  // namespace reach
