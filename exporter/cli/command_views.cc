#include "exporter/cli/command_views.h"

#include <chrono>
#include <vector>

#include "exporter/host/listing.h"
#include "exporter/net/local_network.h"

namespace reach::cli {
namespace {

constexpr Duration kPatience = std::chrono::seconds(10);
constexpr Duration kTurn = std::chrono::milliseconds(50);

}  // namespace

CommandViews::CommandViews(asio::io_context& io, std::shared_ptr<const config::Config> config)
    : io_(io),
      config_(std::move(config)),
      host_view_(io, [](std::string_view) {}),
      wan_([](const wan::News&) {}) {}

std::string CommandViews::Paste(const std::string& text) {
  const host::SocketTable table = host::ParseListing(text);
  if (!table.knows_tcp && !table.knows_udp) return table.problem;
  std::vector<const Check*> checks;
  for (const Check& check : config_->checks) checks.push_back(&check);
  auto reading = std::make_shared<host::HostReading>();
  reading->taken = Clock::now();
  reading->ports = host::ViewTarget(checks, host::Judge(table.sockets, nullptr), table, {});
  pasted_ = std::move(reading);
  return "";
}

bool CommandViews::WatchesWan() const {
  return !config_->ddns.empty() || config_->wan.enabled.value_or(false);
}

bool CommandViews::SeesWan() const {
  const auto view = wan_.view();
  return view != nullptr && view->rounds > 0;
}

Task<void> CommandViews::Look() {
  if (pasted_ == nullptr) {
    host_view_.Apply(config_);
    co_await host_view_.Refresh();
  }
  if (!WatchesWan()) co_return;
  wan_.Apply(*config_);
  const TimePoint end = Clock::now() + kPatience;
  while (!SeesWan() && Clock::now() < end) {
    Timer turn(io_, kTurn);
    co_await turn.async_wait(kTuple);
  }
}

std::shared_ptr<const host::HostReading> CommandViews::Host() const {
  return pasted_ != nullptr ? pasted_ : host_view_.reading();
}

// Without an address that others can reach, whatever fails is our own fault.
std::optional<bool> CommandViews::Online(Scope) {
  LocalNetwork network;
  if (network.IsAttached(Clock::now())) return std::nullopt;
  return false;
}

}  // namespace reach::cli
