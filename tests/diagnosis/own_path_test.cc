#include "exporter/diagnosis/own_path.h"

#include <gtest/gtest.h>

#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

const Address kSix = *Address::Parse("2001:db8::20");

// We are in 192.168.1.0/24, and have 192.168.1.20.
Path PathFrom(const Address& address) {
  if (address == kLan) return Path::kLocal;
  return reach::PathOf(address) == Path::kInternet ? Path::kInternet : Path::kLan;
}

Subject Inside(std::vector<std::string> hosts) {
  Subject subject;
  for (std::string& host : hosts) {
    Check check;
    check.host = std::move(host);
    subject.inside.push_back(std::move(check));
  }
  return subject;
}

TEST(IsInTargetsNetworkTest, OnlyWhereAnInsideOfTheTargetIsHereOrInOurLan) {
  for (const char* host : {"192.168.1.20", "192.168.1.30"}) {
    EXPECT_TRUE(IsInTargetsNetwork(Inside({"198.51.100.7", host}), PathFrom)) << host;
  }
  EXPECT_FALSE(IsInTargetsNetwork(Inside({}), PathFrom));
  EXPECT_FALSE(IsInTargetsNetwork(Inside({"198.51.100.7"}), PathFrom));
  EXPECT_FALSE(IsInTargetsNetwork(Inside({"rust.example"}), PathFrom));  // not known before
}

TEST(OwnPathTest, WithoutTheWanViewNothingIsSaidOfTheInternetFromTheTargetsNetwork) {
  const Check check;
  const Subject inside = Inside({"192.168.1.20"});
  EXPECT_EQ(OwnPath(inside, check, kPublic, std::nullopt, PathFrom), Path::kHairpin);
  EXPECT_EQ(OwnPath(Inside({}), check, kPublic, std::nullopt, PathFrom), Path::kInternet);
  // No router translates IPv6.
  EXPECT_EQ(OwnPath(inside, check, kSix, std::nullopt, PathFrom), Path::kInternet);
}

TEST(OwnPathTest, OurOwnPublicAddressIsBehindTheHairpinAndAnotherIsTheInternet) {
  const Check check;
  const Subject inside = Inside({"192.168.1.20"});
  EXPECT_EQ(OwnPath(inside, check, kPublic, Wan(kPublic), PathFrom), Path::kHairpin);
  EXPECT_EQ(OwnPath(inside, check, kStranger, Wan(kPublic), PathFrom), Path::kInternet);
}

TEST(OwnPathTest, WhatTheCheckSaysCountsBeforeAll) {
  Check check;
  check.path = Path::kLan;
  EXPECT_EQ(OwnPath(Inside({}), check, kPublic, std::nullopt, PathFrom), Path::kLan);
  const Check other;
  EXPECT_EQ(OwnPath(Inside({}), other, kLan, std::nullopt, PathFrom), Path::kLocal);
}

}  // namespace
}  // namespace reach::diagnosis
