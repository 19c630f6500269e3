#include "exporter/wan/nat.h"

#include <gtest/gtest.h>

#include "exporter/wan/reserved.h"

namespace reach::wan {
namespace {

Address At(const char* text) { return Address::Parse(text).value_or(Address()); }

Nat Kind(const char* outside, const char* router, bool ours = false, bool mismatch = false) {
  return KindOfNat({At(outside), At(router), ours, mismatch});
}

TEST(NatTest, KindsFollowFromTheRoutersAddress) {
  EXPECT_EQ(Kind("8.8.4.7", "", true), Nat::kNone);
  EXPECT_EQ(Kind("8.8.4.7", "8.8.4.7"), Nat::kSingle);
  EXPECT_EQ(Kind("8.8.4.7", "100.64.3.4"), Nat::kCgnat);
  EXPECT_EQ(Kind("8.8.4.7", "100.127.255.255"), Nat::kCgnat);
  EXPECT_EQ(Kind("8.8.4.7", "192.168.178.2"), Nat::kDouble);
  EXPECT_EQ(Kind("8.8.4.7", "9.9.9.9"), Nat::kOther);
}

TEST(NatTest, WithoutARouterThatSpeaksNothingIsClaimed) {
  EXPECT_EQ(Kind("8.8.4.7", ""), Nat::kUnknown);
  EXPECT_EQ(Kind("", "8.8.4.7"), Nat::kUnknown);
  EXPECT_EQ(Kind("", ""), Nat::kUnknown);
  EXPECT_EQ(Kind("", "", true), Nat::kUnknown);
}

TEST(NatTest, CgnatIsKnownBeforeThePublicAddressIs) {
  EXPECT_EQ(Kind("", "100.64.3.4"), Nat::kCgnat);
}

TEST(NatTest, RouterThatSeesUsElsewhereHasAnotherBeforeIt) {
  EXPECT_EQ(Kind("8.8.4.7", "8.8.4.7", false, true), Nat::kDouble);
  EXPECT_EQ(Kind("8.8.4.7", "", false, true), Nat::kDouble);
}

TEST(NatTest, WhatIsExpectedMutes) {
  using config::ExpectedNat;
  EXPECT_TRUE(IsExpected(Nat::kUnknown, ExpectedNat::kDirect));
  EXPECT_FALSE(IsExpected(Nat::kSingle, ExpectedNat::kDirect));
  EXPECT_TRUE(IsExpected(Nat::kSingle, ExpectedNat::kNat));
  EXPECT_TRUE(IsExpected(Nat::kOther, ExpectedNat::kNat));
  EXPECT_FALSE(IsExpected(Nat::kCgnat, ExpectedNat::kNat));
  EXPECT_FALSE(IsExpected(Nat::kDouble, ExpectedNat::kNat));
  EXPECT_TRUE(IsExpected(Nat::kCgnat, ExpectedNat::kCgnat));
}

TEST(ReservedTest, SpecialRangesEndWhereTheRegistrySays) {
  for (const char* reserved :
       {"0.1.2.3",       "10.255.255.255",  "100.64.0.0",     "127.0.0.1",
        "169.254.1.1",   "172.31.255.255",  "192.0.0.9",      "192.0.2.1",
        "192.168.0.1",   "198.19.255.255",  "198.51.100.7",   "203.0.113.7",
        "224.0.0.1",     "255.255.255.255", "192.88.99.1",    "::1",
        "fe80::1",       "fd00::1",         "2001:db8::1",    "2002:808:407::1",
        "2001:0:808::1", "3fff:1::1",       "::ffff:8.8.4.7", "ff02::1",
        "64:ff9b::1"}) {
    EXPECT_FALSE(IsPublic(At(reserved))) << reserved;
  }
  for (const char* ours :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.1", "192.0.3.1", "198.17.255.255", "198.20.0.0", "203.0.114.7",
        "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111", "2a00::1"}) {
    EXPECT_TRUE(IsPublic(At(ours))) << ours;
  }
  EXPECT_FALSE(IsPublic(Address()));
  EXPECT_FALSE(IsCarrierGrade(At("100.128.0.1")));
}

}  // namespace
}  // namespace reach::wan
