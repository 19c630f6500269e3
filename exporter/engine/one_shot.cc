#include "exporter/engine/one_shot.h"

#include <asio/async_result.hpp>
#include <asio/post.hpp>
#include <utility>

#include "exporter/engine/route.h"
#include "exporter/net/type_of_service.h"
#include "exporter/probes/hop_probe.h"
#include "exporter/probes/registry.h"

namespace reach {
namespace {

// Hops asked at once: few enough for the limits that routers put on their ICMP errors, which count
// by destination, and enough for most routes in two rounds.
constexpr int kHopsAtOnce = 6;
constexpr int kMaxHops = 30;
// Long enough for one SYN to be sent again, after 1 s.
constexpr Duration kHopTimeout = std::chrono::milliseconds(1500);

constexpr asio::use_awaitable_t<Executor> kAwaitable;

// What came of several attempts, and who waits for the last of them.
template <typename Handler>
struct Gathering {
  Handler done;
  std::vector<Landing> landings;
  std::size_t missing;
};

// A RST that came to an attempt before the trace says the same, but for the type of service.
void AddHeaders(AnswerWatch& watch, std::uint16_t port, Trace& trace) {
  trace.host_ttl = watch.TtlBeside(port);
  if (trace.answer != Reason::kRst) return;
  const std::optional<AnswerWatch::Reset> reset = watch.ResetOf(port);
  if (!reset) return;
  trace.answer_ttl = reset->ttl;
  trace.answer_tos = reset->tos;
}

}  // namespace

OneShot::OneShot(asio::io_context& io, NameLookup lookup, std::size_t limit)
    : io_(io),
      limit_(limit),
      tcp_sockets_(io),
      icmp_sockets_(io),
      context_{io, tcp_sockets_, icmp_sockets_, network_},
      names_(io, std::move(lookup)),
      runner_(io) {}

Task<Names::Found> OneShot::Find(std::string host, Family family) {
  auto start = [this, &host, family](auto handler) {
    auto done = std::make_shared<decltype(handler)>(std::move(handler));
    names_.Find(host, family, FamilyOrder(), [this, done](const Names::Found& found) {
      asio::post(io_, [done, found] { std::move (*done)(found); });
    });
  };
  co_return co_await asio::async_initiate<decltype(kAwaitable), void(Names::Found)>(start,
                                                                                    kAwaitable);
}

void OneShot::Stop() {
  stopped_ = true;
  runner_.Stop();
  for (const auto& begin : std::exchange(waiting_, {})) begin();
}

// A place is free: for whoever waits longest.
void OneShot::LeavePlace() {
  --in_flight_;
  if (waiting_.empty()) return;
  const std::function<void()> begin = std::move(waiting_.front());
  waiting_.pop_front();
  begin();
}

void OneShot::Begin(const Launch& launch, std::function<void(Landing)> done) {
  if (stopped_) {
    Landing none;
    none.seen.reason = Reason::kNotProbed;
    asio::post(io_, [done = std::move(done), none] { done(none); });
    return;
  }
  if (in_flight_ >= limit_) {
    waiting_.push_back([this, launch, done = std::move(done)] { Begin(launch, done); });
    return;
  }
  ++in_flight_;
  const std::shared_ptr<Probe> probe = launch.make();
  runner_.Launch(*probe, launch.where, launch.timeout,
                 [this, probe, done = std::move(done)](Landing landing) {
                   LeavePlace();
                   done(std::move(landing));
                 });
}

Task<std::vector<Landing>> OneShot::TryAll(std::vector<Launch> launches) {
  auto start = [this, &launches](auto handler) {
    using Gathered = Gathering<decltype(handler)>;
    const std::size_t count = launches.size();
    auto all = std::make_shared<Gathered>(
        Gathered{std::move(handler), std::vector<Landing>(count), count});
    for (std::size_t i = 0; i < count; ++i) {
      Begin(launches[i], [all, i](Landing&& landing) {
        all->landings[i] = std::move(landing);
        if (--all->missing == 0) std::move(all->done)(std::move(all->landings));
      });
    }
  };
  co_return co_await asio::async_initiate<decltype(kAwaitable), void(std::vector<Landing>)>(
      start, kAwaitable);
}

Task<Landing> OneShot::Try(std::shared_ptr<const Module> module, Destination where,
                           Duration timeout) {
  std::vector<Launch> launches;
  launches.push_back({[this, module] { return MakeProbe(*module, context_); }, where, timeout});
  std::vector<Landing> landings = co_await TryAll(std::move(launches));
  co_return std::move(landings.front());
}

std::shared_ptr<AnswerWatch> OneShot::WatchAnswers(const Address& address) {
  std::erase_if(watches_, [](const auto& watched) { return watched.second.expired(); });
  std::shared_ptr<AnswerWatch> watch = watches_[address].lock();
  if (!watch && !stopped_) watch = std::make_shared<AnswerWatch>(io_, address);
  if (!watch || !watch->permitted()) return nullptr;
  watches_[address] = watch;
  return watch;
}

Task<Trace> OneShot::FollowRoute(Transport transport, Destination where) {
  RouteFindings route(where.address);
  if (transport == Transport::kIcmp) co_return route.trace();
  const std::shared_ptr<AnswerWatch> watch = WatchAnswers(where.address);
  const std::uint8_t tos = watch ? kLowDelay : std::uint8_t{0};
  for (int first = 1; first <= kMaxHops; first += kHopsAtOnce) {
    std::vector<Launch> launches;
    for (int hop = first; hop < first + kHopsAtOnce && hop <= kMaxHops; ++hop) {
      const auto hops = static_cast<std::uint8_t>(hop);
      launches.push_back(
          {[this, transport, hops, tos] { return MakeHopProbe(transport, hops, tos, context_); },
           where, kHopTimeout});
    }
    const std::vector<Landing> landings = co_await TryAll(std::move(launches));
    for (const Landing& landing : landings) route.Add(landing.seen);
    if (stopped_ || route.ended(kHopsAtOnce)) break;
  }
  Trace trace = route.trace();
  if (watch) AddHeaders(*watch, where.port, trace);
  co_return trace;
}

}  // namespace reach
