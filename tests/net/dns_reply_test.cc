#include "exporter/net/dns_reply.h"

#include <ares.h>
#include <gtest/gtest.h>

#include "exporter/net/name.h"
#include "tests/support/dns_peer.h"

namespace reach {
namespace {

using test::A;
using test::Bytes;
using test::DnsQuery;
using test::DnsRecord;

constexpr std::uint16_t kCname = 5;

// A question for the A record of "a.test".
const DnsQuery kQuery{
    {0x12, 0x34, 1, 0, 0, 0x01, 0, 0, 0, 0, 0, 0, 1, 'a', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 1},
    "a.test",
    1,
    0};

Bytes ReplyWith(const std::vector<DnsRecord>& records) {
  DnsQuery query = kQuery;
  query.message[5] = 1;  // QDCOUNT
  return test::Reply(query, records);
}

TEST(DnsReplyTest, TtlWithTheHighestBitSetCountsAsNone) {
  const auto reply = ReadReply(Family::kIp4, ARES_SUCCESS,
                               ReplyWith({A(300, {192, 0, 2, 9}), A(0x80000001, {192, 0, 2, 1})}));
  EXPECT_EQ(reply.addresses.size(), 2U);
  EXPECT_EQ(reply.ttl, std::chrono::seconds(0));
}

TEST(DnsReplyTest, AddressesKeepTheServersOrderAndTheSmallestTtlCounts) {
  const auto reply = ReadReply(Family::kIp4, ARES_SUCCESS,
                               ReplyWith({A(300, {192, 0, 2, 9}), A(7, {192, 0, 2, 1})}));
  EXPECT_EQ(reply.failure, std::nullopt);
  EXPECT_EQ(reply.addresses,
            (std::vector{Address::V4({192, 0, 2, 9}), Address::V4({192, 0, 2, 1})}));
  EXPECT_EQ(reply.ttl, std::chrono::seconds(7));
}

TEST(DnsReplyTest, EveryPrefixOfAGoodReplyIsAFailureAndNoCrash) {
  const Bytes good = ReplyWith({A(300, {192, 0, 2, 9})});
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Bytes prefix(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(ReadReply(Family::kIp4, ARES_SUCCESS, prefix).failure, DnsAnswer::kServfail) << size;
  }
}

TEST(DnsReplyTest, CorruptedBytesNeverCrash) {
  const Bytes good = ReplyWith({A(300, {192, 0, 2, 9}), A(7, {192, 0, 2, 1})});
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const std::uint8_t value : Bytes{0x00, 0x01, 0x3F, 0x7F, 0xC0, 0xFF}) {
      Bytes bad = good;
      bad[i] = value;
      for (const Family family : {Family::kIp4, Family::kIp6}) {
        const auto reply = ReadReply(family, ARES_SUCCESS, bad);
        EXPECT_EQ(reply.failure.has_value(), reply.addresses.empty()) << i;
      }
    }
  }
}

TEST(DnsReplyTest, CnameThatLeadsNowhereIsNoData) {
  const Bytes target = {1, 'b', 4, 't', 'e', 's', 't', 0};
  const auto reply = ReadReply(Family::kIp4, ARES_SUCCESS, ReplyWith({{kCname, 60, target}}));
  EXPECT_EQ(reply.failure, DnsAnswer::kNoData);
}

TEST(DnsReplyTest, LargeReplyIsCut) {
  std::vector<DnsRecord> records;
  for (std::uint8_t i = 0; i < kMaxAddresses + 10; ++i) records.push_back(A(60, {10, 0, 0, i}));
  const auto reply = ReadReply(Family::kIp4, ARES_SUCCESS, ReplyWith(records));
  EXPECT_EQ(reply.addresses.size(), kMaxAddresses);
  EXPECT_EQ(reply.failure, std::nullopt);
}

TEST(DnsReplyTest, StatusOfCAresBecomesTheDnsAnswer) {
  const auto failure = [](int status) { return ReadReply(Family::kIp4, status, {}).failure; };
  EXPECT_EQ(failure(ARES_ENOTFOUND), DnsAnswer::kNxdomain);
  EXPECT_EQ(failure(ARES_EBADNAME), DnsAnswer::kNxdomain);
  EXPECT_EQ(failure(ARES_ENODATA), DnsAnswer::kNoData);
  EXPECT_EQ(failure(ARES_ESERVFAIL), DnsAnswer::kServfail);
  EXPECT_EQ(failure(ARES_EFORMERR), DnsAnswer::kServfail);
  EXPECT_EQ(failure(ARES_ENOTIMP), DnsAnswer::kServfail);
  EXPECT_EQ(failure(ARES_EREFUSED), DnsAnswer::kRefused);
  EXPECT_EQ(failure(ARES_ETIMEOUT), DnsAnswer::kTimeout);
  EXPECT_EQ(failure(ARES_ECONNREFUSED), DnsAnswer::kDead);
}

}  // namespace
}  // namespace reach
