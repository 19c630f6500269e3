// What the resolver answers without the wire.
#include <gtest/gtest.h>

#include "tests/support/dns_peer.h"
#include "tests/support/lookup.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

using test::DnsPeer;
using test::Lookup;
using test::TempFile;
using test::Text;

class ResolverLocalTest : public testing::Test {
 protected:
  std::string Ip4(const std::string& name) { return Text(Lookup(resolver_, name, Family::kIp4)); }
  std::string Ip6(const std::string& name) { return Text(Lookup(resolver_, name, Family::kIp6)); }

  TempFile hosts_{"192.0.2.1 rust.test\n2001:db8::1 rust.test\n192.0.2.2 v4only.test\n"};
  DnsPeer dns_{test::AlwaysA(60, {203, 0, 113, 1})};
  Resolver resolver_{{dns_.address()}, {.hosts_file = hosts_.path()}};
};

TEST_F(ResolverLocalTest, LiteralIsItsOwnAnswerAndNeverSent) {
  EXPECT_EQ(Ip4("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(Ip4("192.0.2.7."), "192.0.2.7");
  EXPECT_EQ(Ip6("2001:DB8::7"), "2001:db8::7");
  EXPECT_EQ(Ip6("fe80::1%lo"), "fe80::1%1");
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, LiteralOfTheOtherFamilyIsNoDataAndNeverSent) {
  EXPECT_EQ(Ip6("192.0.2.7"), "dns_no_data");
  EXPECT_EQ(Ip4("::1"), "dns_no_data");
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, LocalhostIsLoopbackAndNeverSent) {
  EXPECT_EQ(Ip4("localhost"), "127.0.0.1");
  EXPECT_EQ(Ip6("LocalHost."), "::1");
  EXPECT_EQ(Ip4("rust.localhost"), "127.0.0.1");
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, HostsFileAnswersForBothFamiliesWhateverTheCase) {
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.1");
  EXPECT_EQ(Ip6("RUST.Test."), "2001:db8::1");
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, NameThatTheHostsFileHasForTheOtherFamilyOnlyIsNoData) {
  EXPECT_EQ(Ip6("v4only.test"), "dns_no_data");
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, ChangeOfTheHostsFileIsSeen) {
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.1");
  hosts_.Write("192.0.2.99 rust.test\n");
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.99");
  hosts_.Write("");
  EXPECT_EQ(Ip4("rust.test"), "203.0.113.1");
  hosts_.Write("192.0.2.1 rust.test\n");
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.1") << "the hosts file goes before the cache";
}

TEST_F(ResolverLocalTest, WhatCannotBeAHostNameDoesNotExistAndIsNeverSent) {
  using namespace std::string_literals;
  for (const std::string& name : {""s, "."s, "a b.test"s, "a\0b.test"s, "a\\.test"s, "a\n.test"s,
                                  "fe80::1%nosuch0"s, "a..test"s, std::string(64, 'a') + ".test"}) {
    EXPECT_EQ(Ip4(name), "dns_nxdomain") << name;
  }
  EXPECT_TRUE(dns_.queries().empty());
}

TEST_F(ResolverLocalTest, OtherNamesAreSentAsTheyAreWithoutSearchDomains) {
  EXPECT_EQ(Ip4("Plain"), "203.0.113.1");
  ASSERT_EQ(dns_.queries().size(), 1U);
  EXPECT_EQ(dns_.queries()[0].name, "plain");
}

TEST(ResolverTest, BadNameserverIsRefusedWithItsText) {
  try {
    const Resolver resolver({"192.0.2.1", "router:53"});
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "nameserver \"router:53\": not an IP address with an optional port");
  }
}

}  // namespace
}  // namespace reach
