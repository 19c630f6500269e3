#include "exporter/engine/route.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

const Address kTarget = Address::V4({5, 1, 1, 1});
const Address kIsp = Address::V4({5, 9, 9, 9});

Observation Exceeded(const Address& by) {
  Observation seen;
  seen.reason = Reason::kIcmpTtlExceeded;
  seen.icmp = IcmpError{11, 0, by, Offender::kOther};
  return seen;
}

Observation Saw(Reason reason) {
  Observation seen;
  seen.reason = reason;
  return seen;
}

TEST(RouteTest, FirstAnswerOfThePortGivesItsDistance) {
  RouteFindings route(kTarget);
  for (const auto& seen : {Exceeded(kIsp), Saw(Reason::kRst), Saw(Reason::kSynAck)}) {
    route.Add(seen);
  }
  EXPECT_EQ(route.trace().answered_at, 2);
  EXPECT_EQ(route.trace().answer, Reason::kRst);
  EXPECT_EQ(route.trace().last_router, 1);
  EXPECT_EQ(route.trace().last_address, kIsp);
  EXPECT_EQ(route.trace().forwarder, 0);
}

TEST(RouteTest, RouterThatSpeaksWithTheTargetsAddressForwardsThePort) {
  RouteFindings route(kTarget);
  for (const auto& seen : {Exceeded(kIsp), Exceeded(kTarget), Saw(Reason::kNoAnswer)}) {
    route.Add(seen);
  }
  EXPECT_EQ(route.trace().forwarder, 2);
  EXPECT_EQ(route.trace().last_router, 2);
  EXPECT_EQ(route.trace().answered_at, 0);
}

TEST(RouteTest, GoesOnPastASilentRouterAndEndsAfterManySilentHops) {
  RouteFindings route(kTarget);
  route.Add(Saw(Reason::kNoAnswer));
  route.Add(Exceeded(kIsp));
  EXPECT_FALSE(route.ended(2));
  route.Add(Saw(Reason::kNoAnswer));
  EXPECT_FALSE(route.ended(2));
  route.Add(Saw(Reason::kNoAnswer));
  EXPECT_TRUE(route.ended(2));
  EXPECT_EQ(route.trace().last_router, 2);
}

TEST(RouteTest, AnAttemptThatCouldNotBeMadeIsNoAnswer) {
  RouteFindings route(kTarget);
  route.Add(Saw(Reason::kNoDescriptors));
  EXPECT_EQ(route.trace().answered_at, 0);
  EXPECT_FALSE(route.ended(2));
}

}  // namespace
}  // namespace reach
