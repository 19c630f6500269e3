#include "exporter/net/name_service.h"

#include <algorithm>
#include <utility>

namespace reach {
namespace {

// Far above the names of any configuration, so that only names that come and go are pushed out.
constexpr std::size_t kCacheLimit = 500'000;

constexpr std::chrono::seconds kShortestTtl{1};
constexpr std::chrono::seconds kLongestTtl{3600};

const std::vector<Address>& Loopback() {
  static const std::vector<Address> kAddresses = {*Address::Parse("127.0.0.1"),
                                                  *Address::Parse("::1")};
  return kAddresses;
}

NameAnswer Choose(const std::vector<Address>& addresses, Family family, TimePoint expires) {
  NameAnswer answer{{}, std::nullopt, expires};
  for (const Address& address : addresses) {
    if (answer.addresses.size() == kMaxAddresses) break;
    if (address.family == family) answer.addresses.push_back(address);
  }
  if (answer.addresses.empty()) answer.failure = DnsAnswer::kNoData;
  return answer;
}

}  // namespace

NameService::NameService(asio::io_context& io, std::vector<Nameserver> nameservers,
                         ResolverOptions options)
    : options_(std::move(options)),
      nameservers_(std::move(nameservers)),
      hosts_(options_.hosts_file),
      cache_(kCacheLimit),
      dns_(io, options_.dns) {
  if (nameservers_.empty()) resolv_conf_.emplace(options_.resolv_conf);
  dns_.UseServers(nameservers_);
}

void NameService::Lookup(const std::string& name, Family family, Done done) {
  FollowResolvConf();
  const NameKey key{NormalName(name), family};
  if (const auto answer = Known(name, key, Clock::now())) return done(*answer);
  auto& waiters = in_flight_[key];
  waiters.push_back(std::move(done));
  if (waiters.size() > 1) return;
  dns_.Ask(key.name, family, [this, key](DnsReply reply) { Land(key, std::move(reply)); });
}

std::optional<NameAnswer> NameService::Known(const std::string& name, const NameKey& key,
                                             TimePoint now) {
  // As it was written first: the zone in "fe80::1%Lan0" is case-sensitive.
  auto literal = Address::Parse(name);
  if (!literal) literal = Address::Parse(key.name);
  if (literal) return Choose({*literal}, key.family, now + kLongestTtl);
  if (IsLocalhost(key.name)) return Choose(Loopback(), key.family, now + kLongestTtl);
  if (const auto* addresses = hosts_.Find(key.name)) {
    return Choose(*addresses, key.family, now + options_.unknown_ttl);
  }
  if (!IsHostName(key.name)) return NameAnswer{{}, DnsAnswer::kNxdomain, now + kLongestTtl};
  const NameAnswer* cached = cache_.Find(key, now);
  return cached != nullptr ? std::optional(*cached) : std::nullopt;
}

void NameService::FollowResolvConf() {
  const auto text = resolv_conf_ ? resolv_conf_->ReadIfChanged() : std::nullopt;
  if (!text) return;
  auto servers = ParseResolvConf(*text);
  if (servers == nameservers_) return;
  nameservers_ = std::move(servers);
  dns_.UseServers(nameservers_);
  cache_.Clear();  // another network may have other answers
}

void NameService::Land(const NameKey& key, DnsReply reply) {
  const TimePoint now = Clock::now();
  const Duration ttl = reply.failure ? options_.unknown_ttl
                                     : Duration(std::clamp(reply.ttl, kShortestTtl, kLongestTtl));
  const NameAnswer answer{std::move(reply.addresses), reply.failure, now + ttl};
  cache_.Put(key, answer, now);
  const auto waiters = in_flight_.extract(key);
  for (const Done& done : waiters.mapped()) done(answer);
}

}  // namespace reach
