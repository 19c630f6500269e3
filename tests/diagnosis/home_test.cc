#include "exporter/diagnosis/home.h"

#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

const wan::WanStatus kHome = Wan(kPublic);

// A server elsewhere, which fails as seen from home.
TargetEvidence Remote() {
  TargetEvidence target =
      Target({TcpPort({From("local", At(kStranger, Seen(View::kOutside, Reason::kNoAnswer)))})});
  target.host = ToString(kStranger);
  target.name_is_literal = true;
  return target;
}

TEST(HomeTest, AServerElsewhereIsNotAtHome) {
  EXPECT_FALSE(IsAtHome(Remote(), kHome));
  TargetEvidence unresolved = Remote();
  unresolved.ports.front().sightings.front().address = Address();
  EXPECT_FALSE(IsAtHome(unresolved, kHome));
}

TEST(HomeTest, ItIsWhereItsNameShouldLeadHere) {
  TargetEvidence target = Remote();
  target.ddns.emplace();
  EXPECT_TRUE(IsAtHome(target, kHome));
}

TEST(HomeTest, ItIsWhereItsSocketsOrItselfAreSeenWithin) {
  TargetEvidence target = Remote();
  target.ports.front().listeners = host::PortListeners();
  EXPECT_TRUE(IsAtHome(target, kHome));
  for (const View view : {View::kLoopback, View::kOwnAddress, View::kLan, View::kHairpin}) {
    target = Remote();
    target.ports.front().sightings.push_back(Seen(view, Reason::kRst));
    EXPECT_TRUE(IsAtHome(target, kHome)) << static_cast<int>(view);
  }
  // Another vantage's network is not ours.
  target = Remote();
  target.ports.front().sightings.push_back(From("fra1", Seen(View::kLan, Reason::kRst)));
  EXPECT_FALSE(IsAtHome(target, kHome));
}

TEST(HomeTest, ItIsWhereItsAddressIsOrWasOurs) {
  TargetEvidence target = Remote();
  wan::WanStatus wan = kHome;
  wan.ip4.former = {kStranger};
  EXPECT_TRUE(IsAtHome(target, wan));
  target.ports.front().sightings.front().address = kPublic;
  EXPECT_TRUE(IsAtHome(target, kHome));
}

}  // namespace
}  // namespace reach::diagnosis
