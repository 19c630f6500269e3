#include "exporter/core/address.h"

#include <gtest/gtest.h>

#include <string>

namespace reach {
namespace {

Address Must(std::string_view text) {
  const std::optional<Address> address = Address::Parse(text);
  EXPECT_TRUE(address) << text;
  return address.value_or(Address());
}

TEST(AddressTest, TextComesBack) {
  for (const std::string text :
       {"192.0.2.1", "0.0.0.0", "::", "::1", "2001:db8::1", "::ffff:192.0.2.1"}) {
    EXPECT_EQ(ToString(Must(text)), text);
  }
  EXPECT_EQ(ToString(Address()), "");
  EXPECT_EQ(ToString(Address::V4({192, 0, 2, 1})), "192.0.2.1");
  EXPECT_EQ(Address::V4({192, 0, 2, 1}), Must("192.0.2.1"));
}

TEST(AddressTest, FamilyFollowsTheText) {
  EXPECT_TRUE(Must("192.0.2.1").is_v4());
  EXPECT_TRUE(Must("2001:db8::1").is_v6());
  EXPECT_FALSE(Address());
  EXPECT_TRUE(Must("::"));
}

TEST(AddressTest, ZoneIsAnInterfaceByNameOrNumber) {
  EXPECT_EQ(Must("fe80::1%7").scope, 7u);
  EXPECT_NE(Must("fe80::1%lo").scope, 0u);
  EXPECT_EQ(ToString(Must("fe80::1%7")), "fe80::1%7");
  EXPECT_FALSE(Address::Parse("fe80::1%no-such-interface"));
  EXPECT_FALSE(Address::Parse("fe80::1%"));
}

TEST(AddressTest, RefusesNamesPortsAndHalfAddresses) {
  for (const char* text : {"", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1:80", "[::1]",
                           ":::", "192.0.2.1%lo", " 192.0.2.1", "0300.0.2.1"}) {
    EXPECT_FALSE(Address::Parse(text)) << text;
  }
}

TEST(AddressTest, PathByRange) {
  const std::pair<const char*, Path> kCases[] = {
      {"127.0.0.1", Path::kLocal},
      {"127.255.255.254", Path::kLocal},
      {"::1", Path::kLocal},
      {"10.0.0.1", Path::kLan},
      {"172.15.255.255", Path::kInternet},
      {"172.16.0.1", Path::kLan},
      {"172.31.255.255", Path::kLan},
      {"172.32.0.1", Path::kInternet},
      {"192.168.1.20", Path::kLan},
      {"192.169.0.1", Path::kInternet},
      {"169.254.1.1", Path::kLan},
      {"100.63.255.255", Path::kInternet},
      {"100.64.0.1", Path::kLan},
      {"100.127.255.255", Path::kLan},
      {"100.128.0.1", Path::kInternet},
      {"8.8.8.8", Path::kInternet},
      {"fe80::1%1", Path::kLan},
      {"fd00::1", Path::kLan},
      {"fc00::1", Path::kLan},
      {"2001:db8::1", Path::kInternet},
      {"::ffff:127.0.0.1", Path::kLocal},
      {"::ffff:192.168.1.1", Path::kLan},
      {"::ffff:8.8.8.8", Path::kInternet},
      {"::2", Path::kInternet},
  };
  for (const auto& [text, path] : kCases) EXPECT_EQ(PathOf(Must(text)), path) << text;
}

TEST(AddressTest, LoopbackAlsoInsideOfIpv6) {
  EXPECT_TRUE(IsLoopback(Must("127.0.0.2")));
  EXPECT_TRUE(IsLoopback(Must("::1")));
  EXPECT_TRUE(IsLoopback(Must("::ffff:127.0.0.1")));
  EXPECT_FALSE(IsLoopback(Must("128.0.0.1")));
  EXPECT_FALSE(IsLoopback(Must("::ffff:128.0.0.1")));
  EXPECT_FALSE(IsLoopback(Must("::")));
  EXPECT_FALSE(IsLoopback(Address()));
}

}  // namespace
}  // namespace reach
