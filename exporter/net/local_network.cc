#include "exporter/net/local_network.h"

#include <algorithm>

#include "exporter/net/interfaces.h"
#include "exporter/net/routes.h"

namespace reach {
namespace {

constexpr auto kMaxAge = std::chrono::seconds(10);

Address Unscoped(Address address) {
  address.scope = 0;
  return address;
}

Address Masked(Address address, const Address& mask) {
  for (std::size_t i = 0; i < address.bytes.size(); ++i) address.bytes[i] &= mask.bytes[i];
  return address;
}

}  // namespace

Offender LocalNetwork::Classify(const Address& sender, const Address& target, TimePoint now) {
  if (!sender) return Offender::kNone;
  const Address from = Unscoped(sender);
  RefreshIfOld(now);
  if (from == Unscoped(target)) return Offender::kTarget;
  if (own_.contains(from)) return Offender::kSelf;
  if (gateways_.contains(from)) return Offender::kGateway;
  // A router may answer with another address than its routes name: in IPv6 the route has its
  // link-local address and the error its global one. In our own network, on the way out, it is one.
  return IsNeighbour(from) && !IsNeighbour(target) ? Offender::kGateway : Offender::kOther;
}

Path LocalNetwork::PathTo(const Address& target, TimePoint now) {
  RefreshIfOld(now);
  return own_.contains(Unscoped(target)) ? Path::kLocal : PathOf(target);
}

bool LocalNetwork::IsAttached(TimePoint now) {
  RefreshIfOld(now);
  return std::any_of(own_.begin(), own_.end(), [](const Address& address) {
    return !IsLoopback(address) && !IsLinkLocal(address);
  });
}

bool LocalNetwork::IsNeighbour(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    return Masked(Unscoped(address), network.mask) == network.base;
  });
}

void LocalNetwork::RefreshIfOld(TimePoint now) {
  if (read_at_ == TimePoint{} || now - read_at_ > kMaxAge) Refresh(now);
}

void LocalNetwork::Refresh(TimePoint now) {
  ReadInterfaces();
  gateways_.clear();
  for (const Route& route : ReadRoutes()) gateways_.insert(route.gateway);
  read_at_ = now;
}

void LocalNetwork::ReadInterfaces() {
  own_.clear();
  networks_.clear();
  for (const auto& [name, address, mask] : ReadInterfaceAddresses()) {
    own_.insert(address);
    if (mask) networks_.push_back({Masked(address, mask), mask});
  }
}

}  // namespace reach
