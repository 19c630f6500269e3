#include "exporter/net/failure.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace reach {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

constexpr const char* kTarget = "192.0.2.1";

QueuedError Icmp4(std::uint8_t type, std::uint8_t code, const char* sender) {
  return {ECONNREFUSED, true, Family::kIp4, type, code, At(sender)};
}

Observation FailureOf(int error, const std::optional<QueuedError>& queued) {
  LocalNetwork network;
  return Failure(Transport::kTcp, At(kTarget), error, queued, network);
}

TEST(FailureTest, PortUnreachableFromTheTargetIsARefusalByTheTarget) {
  const Observation seen = FailureOf(ECONNREFUSED, Icmp4(3, 3, kTarget));
  EXPECT_EQ(seen.reason, Reason::kIcmpPortUnreachable);
  EXPECT_EQ(seen.icmp->offender, Offender::kTarget);
}

TEST(FailureTest, RefusalOrProhibitionFromThisHostItselfIsOurOwnFirewall) {
  for (const int code : {3, 9, 10, 13}) {
    const Observation seen =
        FailureOf(ECONNREFUSED, Icmp4(3, static_cast<std::uint8_t>(code), "127.0.0.1"));
    EXPECT_EQ(seen.reason, Reason::kBlockedLocally) << code;
    EXPECT_EQ(seen.icmp->offender, Offender::kSelf);
  }
}

TEST(FailureTest, HostUnreachableFromThisHostItselfIsAnAbsentNeighbour) {
  EXPECT_EQ(FailureOf(EHOSTUNREACH, Icmp4(3, 1, "127.0.0.1")).reason, Reason::kNoNeighbour);
  EXPECT_EQ(FailureOf(EHOSTUNREACH, Icmp4(3, 1, kTarget)).reason, Reason::kIcmpHostUnreachable);
}

TEST(FailureTest, IcmpErrorDecidesOverTheErrno) {
  EXPECT_EQ(FailureOf(EHOSTUNREACH, Icmp4(3, 13, kTarget)).reason, Reason::kIcmpAdminProhibited);
  EXPECT_EQ(FailureOf(EHOSTUNREACH, std::nullopt).reason, Reason::kNoRoute);
}

TEST(FailureTest, EmptyQueueMakesARefusalAnRstAndNothingSilence) {
  EXPECT_EQ(FailureOf(ECONNREFUSED, std::nullopt).reason, Reason::kRst);
  EXPECT_EQ(FailureOf(0, std::nullopt).reason, Reason::kNoAnswer);
}

}  // namespace
}  // namespace reach
