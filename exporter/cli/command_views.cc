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
constexpr Duration kRounds = std::chrono::seconds(1);
constexpr Duration kTurn = std::chrono::milliseconds(50);

}  // namespace

CommandViews::CommandViews(asio::io_context& io, NameLookup lookup,
                           std::shared_ptr<const config::Config> config, std::string via)
    : KnownViews(io),
      config_(std::move(config)),
      host_view_(io, [](std::string_view) {}),
      wan_([](const wan::News&) {}),
      via_(std::move(via)),
      vantages_(io,
                [](const std::string& name, const std::string& problem) {
                  if (!problem.empty()) std::cerr << "vantage " << name << ": " << problem << "\n";
                }),
      control_prober_(io, std::move(lookup)),
      controls_{ControlScope(io, control_prober_, Scope::kLan, {}),
                ControlScope(io, control_prober_, Scope::kInternet, {})} {
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
  if (view == nullptr || view->rounds == 0) return false;
  // Without a word of the router an address is believed when a second round has seen it.
  return !view->addresses || view->status.ip4.address || view->rounds > 1;
}

void CommandViews::AskControls() {
  for (const Scope scope : kAllScopes) {
    const auto index = static_cast<std::size_t>(scope);
    const std::vector<config::Control>& wanted = config_->controls[index];
    controls_[index].SetActive(!wanted.empty());
    if (wanted.empty()) continue;
    ++unanswered_;
    controls_[index].Apply(wanted);
    controls_[index].Ask([this] { --unanswered_; });
  }
}

void CommandViews::Stop() {
  control_prober_.Stop();
  for (ControlScope& scope : controls_) scope.Stop();
}

Task<void> CommandViews::Look() {
  AskControls();
  if (pasted_ == nullptr) {
    host_view_.Apply(*config_);
    co_await host_view_.Refresh();
  }
  if (WatchesWan()) {
    config::Config often = *config_;
    often.wan.interval = kRounds;
    wan_.Apply(often);
  }
  const TimePoint end = Clock::now() + kPatience;
  while ((unanswered_ > 0 || (WatchesWan() && !SeesWan())) && Clock::now() < end) {
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
  co_return co_await diagnosis::AskForArrival(io_, vantages_, check, subject.ServedPort(check),
                                              via_);
}

// Without an address that others can reach, whatever fails is our own fault.
std::optional<bool> CommandViews::Online(Scope scope) {
  LocalNetwork network;
  if (!network.IsAttached(Clock::now())) return false;
  const reach::Online online = controls_[static_cast<std::size_t>(scope)].status().online;
  if (online == reach::Online::kUnknown) return std::nullopt;
  return online == reach::Online::kYes;
}

}  // namespace reach::cli
