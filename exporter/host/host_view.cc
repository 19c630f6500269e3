#include "exporter/host/host_view.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <exception>
#include <fstream>
#include <utility>

#include "exporter/host/socket_reader.h"

namespace reach::host {
namespace {

constexpr std::string_view kFull =
    "the host view looks at 1000 checks of this machine and at no more; name the targets that "
    "matter in host_view";

bool IsFull(const ViewedChecks::Targets& targets) {
  std::size_t count = 0;
  for (const auto& target : targets) count += target.second.size();
  return count == ViewedChecks::kMost;
}

ClientPorts ReadClientPorts() {
  ClientPorts ports;
  std::ifstream file("/proc/sys/net/ipv4/ip_local_port_range");
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  if (file >> first >> last) ports = {first, last};
  return ports;
}

}  // namespace

HostView::HostView(asio::io_context& io, std::function<void(std::string_view)> report)
    : io_(io), report_(std::move(report)), due_(io), looked_(io, TimePoint::max()) {}

void HostView::Apply(const config::Config& config) {
  viewed_ = std::make_shared<const ViewedChecks>(config, ReadOwnAddresses());
  if (viewed_->empty()) return Stop();
  due_.cancel();
  if (running_) return;
  running_ = true;
  asio::co_spawn(io_, Run(), [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
}

void HostView::Stop() {
  viewed_ = nullptr;
  reading_ = nullptr;
  due_.cancel();
  looked_.cancel();
}

Task<std::shared_ptr<const HostReading>> HostView::Refresh() {
  const std::uint64_t next = begun_ + 1;
  wanted_ = next;
  due_.cancel();
  while (viewed_ != nullptr && ended_ < next) co_await looked_.async_wait(kTuple);
  co_return reading_;
}

Task<void> HostView::Run() {
  while (const auto viewed = viewed_) {
    const std::uint64_t round = ++begun_;
    auto reading = co_await Look(*viewed);
    if (viewed != viewed_) continue;
    reading_ = std::move(reading);
    ended_ = round;
    looked_.cancel();
    if (wanted_ > round) continue;
    due_.expires_after(viewed->interval());
    co_await due_.async_wait(kTuple);
  }
  running_ = false;
}

Task<std::shared_ptr<const HostReading>> HostView::Look(const ViewedChecks& viewed) {
  auto reading = std::make_shared<HostReading>();
  reading->taken = Clock::now();
  reading->own = ReadOwnAddresses();
  const ViewedChecks::Targets targets = viewed.Select(reading->own);
  if (!targets.empty()) co_await LookAtSockets(targets, *reading);
  CountUp(*reading);
  co_return reading;
}

Task<void> HostView::LookAtSockets(const ViewedChecks::Targets& targets, HostReading& reading) {
  SocketTable table = co_await ReadSocketTable(io_);
  Report(IsFull(targets) ? kFull : table.problem);
  const ClientPorts clients = ReadClientPorts();
  // Without any address nothing could be told from one that was lost.
  const Addresses* const own = reading.own.empty() ? nullptr : &reading.own;
  const std::vector<Listener> listeners = Judge(std::move(table.sockets), own);
  for (const auto& target : targets) {
    std::vector<ViewedPort> ports = ViewTarget(target.second, listeners, table, clients);
    std::move(ports.begin(), ports.end(), std::back_inserter(reading.ports));
    co_await asio::post(io_, asio::use_awaitable_t<Executor>());
  }
}

void HostView::CountUp(HostReading& reading) {
  const std::optional<Counters> now = ReadCounters();
  if (counters_ && now) {
    reading.deltas = Between(*counters_, *now);
    reading.window = reading.taken - counted_at_;
  }
  counters_ = now;
  counted_at_ = reading.taken;
}

void HostView::Report(std::string_view problem) {
  if (!problem.empty() && problem != problem_) report_(problem);
  problem_ = problem;
}

}  // namespace reach::host
