#include "exporter/host/local_destinations.h"

#include <algorithm>
#include <optional>

namespace reach::host {
namespace {

constexpr std::size_t kMostOwn = 4;

bool Fits(const Address& address, Family family) {
  return family == Family::kAny || address.family == family;
}

// 127.0.0.1 and ::1, and no other of 127.0.0.0/8 that somebody gave to an interface.
bool IsFirstLoopback(const Address& address) {
  return address == Address::V4({127, 0, 0, 1}) || (address.is_v6() && IsLoopback(address));
}

}  // namespace

std::vector<Destination> LocalDestinations(const Check& check, const Addresses& own) {
  std::vector<Destination> destinations;
  if (check.port == 0) return destinations;
  for (const Address& address : own) {
    if (IsFirstLoopback(address) && Fits(address, check.family)) {
      destinations.push_back({address, check.port});
    }
  }
  const auto host = Address::Parse(check.host);
  if (host && own.contains(*host) && !IsLoopback(*host)) {
    destinations.push_back({*host, check.port});
    return destinations;
  }
  const std::size_t most = destinations.size() + kMostOwn;
  for (const Address& address : own) {
    if (IsLoopback(address) || IsLinkLocal(address) || !Fits(address, check.family)) continue;
    if (destinations.size() < most) destinations.push_back({address, check.port});
  }
  return destinations;
}

}  // namespace reach::host
