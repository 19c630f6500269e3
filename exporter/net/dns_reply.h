// What one DNS server said about one name and family.
// Thread: values and a pure function. Owner: whoever holds one.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/reason.h"

namespace reach {

struct DnsReply {
  std::vector<Address> addresses;  // in the server's order, at most kMaxAddresses
  std::optional<DnsAnswer> failure;
  std::chrono::seconds ttl{0};  // the smallest of the CNAME chain and the addresses; 0 on failure

  static DnsReply Failed(DnsAnswer failure) { return {{}, failure, {}}; }
};

// Reads what a c-ares query of type A (kIp4) or AAAA (kIp6) ended with: its ARES_ status, and on
// success the DNS message. A reply that cannot be read, FORMERR and NOTIMP count as kServfail, a
// name that DNS cannot carry (RFC 1035 2.3.4) as kNxdomain, a CNAME that leads nowhere as kNoData.
DnsReply ReadReply(Family family, int status, std::span<const unsigned char> message);

}  // namespace reach
