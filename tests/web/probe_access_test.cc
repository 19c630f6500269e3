#include "exporter/web/probe_access.h"

#include <gtest/gtest.h>

#include "exporter/web/caller_rate.h"
#include "exporter/web/query.h"

namespace reach::web {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

TEST(ProbeAccessTest, OnlyPublicAddressesNeedNoPermission) {
  const ProbeAccess access({}, {});
  for (const char* text : {"8.8.8.8", "100.63.255.255", "2a00::1"}) {
    EXPECT_EQ(access.RefuseAddress("x", At(text), false), "") << text;
  }
  for (const char* text : {"127.0.0.1",
                           "10.1.2.3",
                           "172.31.0.1",
                           "192.168.0.1",
                           "100.64.0.1",
                           "169.254.169.254",
                           "0.0.0.0",
                           "224.0.0.1",
                           "255.255.255.255",
                           "168.63.129.16",
                           "100.100.100.200",
                           "::",
                           "::1",
                           "fe80::1%1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "ff02::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::7f00:1",
                           "2002:7f00:1::",
                           "::127.0.0.1"}) {
    EXPECT_NE(access.RefuseAddress("x", At(text), false), "") << text;
  }
}

TEST(ProbeAccessTest, WhatIsNamedIsAllowed) {
  config::ProbeApiSettings settings;
  settings.networks = {*config::ParseNetwork("10.0.0.0/8")};
  settings.hosts = {"nas.home"};
  const ProbeAccess access(settings, {"other.home"});
  EXPECT_EQ(access.RefuseAddress("x", At("10.1.2.3"), true), "");
  EXPECT_EQ(access.RefuseAddress("NAS.home.", At("192.168.0.5"), false), "");
  EXPECT_NE(access.RefuseAddress("x", At("192.168.0.5"), false), "");
  EXPECT_NE(access.RefuseAddress("other.home", At("192.168.0.5"), false), "")
      << "configured hosts need \"configured\"";
  EXPECT_NE(access.RefuseAddress("x", At("8.8.4.4"), true), "") << "an address of our own";
  EXPECT_EQ(access.RefuseAddress("x", At("8.8.4.4"), false), "");
  settings.configured = true;
  EXPECT_EQ(
      ProbeAccess(settings, {"other.home"}).RefuseAddress("other.home", At("127.0.0.1"), true), "");
}

TEST(ProbeAccessTest, PortsAreAllOrThoseNamed) {
  config::ProbeApiSettings settings;
  EXPECT_EQ(ProbeAccess(settings, {}).RefusePort(22), "");
  settings.ports = {{28015, 28017}};
  const ProbeAccess access(settings, {});
  EXPECT_EQ(access.RefusePort(28017), "");
  EXPECT_NE(access.RefusePort(28018), "");
  EXPECT_NE(access.RefusePort(22), "");
}

TEST(CallerRateTest, EachCallerHasItsOwnAndItComesBackWithTime) {
  CallerRate rate(6);
  const TimePoint start = Clock::now();
  EXPECT_TRUE(rate.Take("a", 5, start));
  EXPECT_FALSE(rate.Take("a", 2, start));
  EXPECT_TRUE(rate.Take("a", 1, start));
  EXPECT_FALSE(rate.Take("a", 1, start + std::chrono::seconds(9)));
  EXPECT_TRUE(rate.Take("a", 1, start + std::chrono::seconds(11)));
  EXPECT_TRUE(rate.Take("b", 6, start));
}

TEST(QueryTest, IsReadAsFormsAreSent) {
  const auto query = ParseQuery("target=a%2Eb&port=1&empty=&flag&text=x+y%");
  EXPECT_FALSE(query) << "a broken escape";
  const auto good = ParseQuery("target=a%2Eb&port=1&empty=&flag&text=x+y%25");
  ASSERT_TRUE(good);
  EXPECT_EQ(*good,
            (Parameters{
                {"target", "a.b"}, {"port", "1"}, {"empty", ""}, {"flag", ""}, {"text", "x y%"}}));
  EXPECT_FALSE(ParseQuery("target=a&target=b"));
}

}  // namespace
}  // namespace reach::web
