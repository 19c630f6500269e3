#include "exporter/cli/command_views.h"

#include <chrono>
#include <iostream>
#include <utility>
#include <vector>

#include "exporter/host/listing.h"
#include "exporter/net/local_network.h"

namespace reach::cli {
namespace {

constexpr Duration kPatience = std::chrono::seconds(10);
constexpr Duration kTurn = std::chrono::milliseconds(50);

}  // namespace

CommandViews::CommandViews(asio::io_context& io, std::shared_ptr<const config::Config> config,
                           std::string via)
    : io_(io),
      config_(std::move(config)),
      host_view_(io, [](std::string_view) {}),
      wan_([](const wan::News&) {}),
      via_(std::move(via)),
      vantages_(io, [](const std::string& name, const std::string& problem) {
        if (!problem.empty()) std::cerr << "vantage " << name << ": " << problem << "\n";
      }) {
  vantages_.Apply(config_->vantages, config_->check_host);
}

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
  if (view == nullptr) return false;
  const bool names = config_->ddns.empty() ||
                     (!view->ddns.empty() && view->ddns[0].state != wan::DdnsState::kUnknown);
  const bool addresses = !view->addresses || view->status.ip4.answered > 0;
  return names && addresses;
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

Task<std::optional<diagnosis::Arrival>> CommandViews::ArrivalAt(const diagnosis::Subject& subject,
                                                                const Check& check) {
  const bool here = pasted_ == nullptr && Listeners(subject, check).has_value();
  if (!here) co_return std::nullopt;
  co_return co_await diagnosis::AskForArrival(io_, vantages_, check, via_);
}

// Without an address that others can reach, whatever fails is our own fault.
std::optional<bool> CommandViews::Online(Scope) {
  LocalNetwork network;
  if (network.IsAttached(Clock::now())) return std::nullopt;
  return false;
}

}  // namespace reach::cli
