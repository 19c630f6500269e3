#include "exporter/host/local_destinations.h"

#include <optional>

namespace reach::host {
namespace {

constexpr std::size_t kMostOfAFamily = 2;
constexpr std::size_t kNoLimit = SIZE_MAX;

// 127.0.0.1 and ::1, and no other of 127.0.0.0/8 that somebody gave to an interface.
bool IsFirstLoopback(const Address& address) {
  return address == Address::V4({127, 0, 0, 1}) || (address.is_v6() && IsLoopback(address));
}

bool OthersReach(const Address& address) { return !IsLoopback(address) && !IsLinkLocal(address); }

// Addresses that `fit`, IPv4 before IPv6, of the family that the check asks for.
void Append(std::vector<Destination>& destinations, const Check& check, const Addresses& own,
            bool (*fit)(const Address&), std::size_t most) {
  for (const Family family : {Family::kIp4, Family::kIp6}) {
    if (check.family != Family::kAny && check.family != family) continue;
    std::size_t count = 0;
    for (const Address& address : own) {
      if (address.family != family || !fit(address) || count == most) continue;
      destinations.push_back({address, check.port});
      ++count;
    }
  }
}

}  // namespace

std::vector<Destination> LocalDestinations(const Check& check, const Addresses& own) {
  std::vector<Destination> destinations;
  if (check.port == 0) return destinations;
  Append(destinations, check, own, IsFirstLoopback, kNoLimit);
  const auto host = Address::Parse(check.host);
  if (host && own.contains(*host) && OthersReach(*host)) {
    destinations.push_back({*host, check.port});
  } else {
    Append(destinations, check, own, OthersReach, kMostOfAFamily);
  }
  return destinations;
}

}  // namespace reach::host
