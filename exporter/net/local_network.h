// What this network namespace looks like: our own addresses and networks, and the gateways of its
// routes. Thread: one, that of the shard. Owner: the shard. Reads /proc/net and getifaddrs(3),
// cached.
#pragma once

#include <set>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"

namespace reach {

class LocalNetwork {
 public:
  // The class of an ICMP sender, relative to the target that the attempt went to. Reads the tables
  // again when they are older than ten seconds.
  Offender Classify(const Address& sender, const Address& target, TimePoint now);

  // Where `target` lies as seen from here: our own addresses are local too.
  Path PathTo(const Address& target, TimePoint now);

  // We have an address that others can reach: neither loopback nor link-local.
  bool IsAttached(TimePoint now);

 private:
  void RefreshIfOld(TimePoint now);
  void Refresh(TimePoint now);
  void ReadInterfaces();
  bool IsNeighbour(const Address& address) const;

  struct Network {
    Address base;
    Address mask;
  };

  std::set<Address> own_;
  std::vector<Network> networks_;  // those that our interfaces are in
  std::set<Address> gateways_;
  TimePoint read_at_{};
};

}  // namespace reach
