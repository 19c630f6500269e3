#include "exporter/net/dns_client.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace reach {
namespace {

// On a line that loses a third of the packets, two tries in a row are lost once in ten times, four
// once in a hundred.
constexpr std::size_t kTriesOfFew = 4;

// What another server cannot know better.
bool IsFinal(const DnsReply& reply) {
  return !reply.failure || *reply.failure == DnsAnswer::kNxdomain ||
         *reply.failure == DnsAnswer::kNoData;
}

}  // namespace

DnsClient::DnsClient(asio::io_context& io, DnsLimits limits)
    : io_(io), limits_(limits), timer_(io), servers_(std::make_shared<const Servers>()) {}

void DnsClient::UseServers(const std::vector<Nameserver>& servers) {
  auto channels = std::make_shared<Servers>();
  for (const Nameserver& server : servers) {
    channels->push_back(std::make_shared<DnsChannel>(io_, server, limits_.try_timeout));
  }
  servers_ = std::move(channels);
}

void DnsClient::Ask(std::string name, Family family, Done done) {
  waiting_.push_back({std::move(name), family, std::move(done), Clock::now() + limits_.patience});
  LaunchWaiting();
}

void DnsClient::LaunchWaiting() {
  const TimePoint now = Clock::now();
  while (!waiting_.empty()) {
    const auto flight = waiting_.begin();
    if (now < flight->deadline && flights_.size() >= limits_.in_flight) break;
    flights_.splice(flights_.end(), waiting_, flight);
    flight->servers = servers_;
    flight->plan.resize(servers_->size());
    std::iota(flight->plan.begin(), flight->plan.end(), std::size_t{0});
    Try(flight);
  }
  ArmTimer();
}

void DnsClient::Try(Flights::iterator flight) {
  if (flight->servers->empty()) return Land(flight, DnsReply::Failed(DnsAnswer::kDead));
  if (flight->tries == flight->plan.size() || Clock::now() >= flight->deadline) {
    return Land(flight, DnsReply::Failed(flight->failure.value_or(DnsAnswer::kTimeout)));
  }
  const std::size_t server = flight->plan[flight->tries++];
  (*flight->servers)[server]->Ask(flight->name, flight->family, [this, flight](DnsReply reply) {
    OnReply(flight, std::move(reply));
  });
}

void DnsClient::OnReply(Flights::iterator flight, DnsReply reply) {
  if (IsFinal(reply)) {
    Land(flight, std::move(reply));
  } else {
    // DnsAnswer is declared in the order of what says most.
    flight->failure = std::min(flight->failure.value_or(*reply.failure), *reply.failure);
    const bool first_round = flight->tries <= flight->servers->size();
    const bool again = first_round || flight->plan.size() < kTriesOfFew;
    if (again && *reply.failure == DnsAnswer::kTimeout) {
      flight->plan.push_back(flight->plan[flight->tries - 1]);
    }
    Try(flight);
  }
  LaunchWaiting();
}

void DnsClient::Land(Flights::iterator flight, DnsReply reply) {
  const Done done = std::move(flight->done);
  flights_.erase(flight);
  done(std::move(reply));
}

void DnsClient::ArmTimer() {
  if (timer_armed_ || waiting_.empty()) return;
  timer_armed_ = true;
  timer_.expires_at(waiting_.front().deadline);
  timer_.async_wait([this](std::error_code error) {
    if (error) return;
    timer_armed_ = false;
    LaunchWaiting();
  });
}

}  // namespace reach
