#include "exporter/net/dns_reply.h"

#include <ares.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "exporter/net/name.h"

namespace reach {
namespace {

DnsAnswer FailureOf(int status) {
  switch (status) {
    case ARES_ENOTFOUND:
    case ARES_EBADNAME:
      return DnsAnswer::kNxdomain;
    case ARES_ENODATA:
      return DnsAnswer::kNoData;
    case ARES_EREFUSED:
      return DnsAnswer::kRefused;
    case ARES_ETIMEOUT:
      return DnsAnswer::kTimeout;
    case ARES_ECONNREFUSED:
      return DnsAnswer::kDead;
    default:
      return DnsAnswer::kServfail;
  }
}

// The two record types differ in c-ares by the parser and by the name of the address field.
struct V4 {
  using Record = ares_addrttl;
  static constexpr Family kFamily = Family::kIp4;
  static constexpr auto kParse = ares_parse_a_reply;
  static constexpr auto kField = &Record::ipaddr;
};
struct V6 {
  using Record = ares_addr6ttl;
  static constexpr Family kFamily = Family::kIp6;
  static constexpr auto kParse = ares_parse_aaaa_reply;
  static constexpr auto kField = &Record::ip6addr;
};

template <typename Kind>
DnsReply ReadRecords(std::span<const unsigned char> message) {
  std::array<typename Kind::Record, kMaxAddresses> records;
  int count = static_cast<int>(records.size());
  const int status = Kind::kParse(message.data(), static_cast<int>(message.size()), nullptr,
                                  records.data(), &count);
  if (status == ARES_ENODATA || (status == ARES_SUCCESS && count == 0)) {
    return DnsReply::Failed(DnsAnswer::kNoData);
  }
  if (status != ARES_SUCCESS) return DnsReply::Failed(DnsAnswer::kServfail);
  DnsReply reply;
  // c-ares reads 32 bits with a sign; a TTL with the highest bit set counts as 0 (RFC 2181 8).
  reply.ttl = std::chrono::seconds(std::max(0, records[0].ttl));
  for (const auto& record : std::span(records).first(static_cast<std::size_t>(count))) {
    Address& address = reply.addresses.emplace_back();
    address.family = Kind::kFamily;
    const auto& field = record.*Kind::kField;
    std::memcpy(address.bytes.data(), &field, sizeof field);
    reply.ttl = std::min(reply.ttl, std::chrono::seconds(std::max(0, record.ttl)));
  }
  return reply;
}

}  // namespace

DnsReply ReadReply(Family family, int status, std::span<const unsigned char> message) {
  if (status != ARES_SUCCESS) return DnsReply::Failed(FailureOf(status));
  return family == Family::kIp6 ? ReadRecords<V6>(message) : ReadRecords<V4>(message);
}

}  // namespace reach
