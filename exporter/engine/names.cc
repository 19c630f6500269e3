#include "exporter/engine/names.h"

#include <asio/post.hpp>

#include "exporter/core/clock.h"

namespace reach {
namespace {

Names::Found FoundOf(const NameAnswer& answer) {
  if (!answer.addresses.empty()) return {answer.addresses.front(), {}};
  return {{}, ReasonOfDns(answer.failure.value_or(DnsAnswer::kNoData))};
}

// A literal of the other family is a name without data of the one that was asked for.
Names::Found FoundOf(const Address& literal, Family family) {
  if (family == Family::kAny || family == literal.family) return {literal, {}};
  return {{}, Reason::kDnsNoData};
}

}  // namespace

Names::Names(asio::io_context& io, NameLookup lookup)
    : io_(io), lookup_(std::move(lookup)), self_(std::make_shared<Names*>(this)) {}

void Names::Find(const std::string& host, Family family, FamilyOrder order, Done done) {
  if (family == Family::kAny && !order.fallback) family = order.first;
  if (const auto literal = Address::Parse(host)) return done(FoundOf(*literal, family));
  if (family != Family::kAny) return Ask(host, family, std::move(done));
  const Family second = order.first == Family::kIp6 ? Family::kIp4 : Family::kIp6;
  Ask(host, order.first, [this, host, second, done = std::move(done)](const Found& found) mutable {
    if (found.address || found.failure != Reason::kDnsNoData) return done(found);
    Ask(host, second, std::move(done));
  });
}

void Names::Ask(const std::string& host, Family family, Done done) {
  const NameKey key{NormalName(host), family};
  const auto known = known_.find(key);
  if (known != known_.end() && known->second.expires > Clock::now()) {
    return done(FoundOf(known->second));
  }
  // The answer arrives on another thread, maybe after this shard has ended: only the io_context,
  // which outlives the resolver, is touched there.
  lookup_(host, family,
          [&io = io_, key, self = std::weak_ptr(self_),
           done = std::move(done)](const NameAnswer& answer) {
            asio::post(io, [key, self, done, answer] {
              const auto alive = self.lock();
              if (!alive) return;
              (*alive)->known_[key] = answer;
              done(FoundOf(answer));
            });
          });
}

}  // namespace reach
