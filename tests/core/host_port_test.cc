#include "exporter/core/host_port.h"

#include <gtest/gtest.h>

#include "exporter/core/hex.h"

namespace reach {
namespace {

TEST(HostPortTest, NamesAddressesAndBracketsAreRead) {
  EXPECT_EQ(ParseHostPort("rust.example.org:28016")->host, "rust.example.org");
  EXPECT_EQ(ParseHostPort("192.0.2.1:80")->port, 80);
  EXPECT_EQ(ParseHostPort("[2001:db8::1]:443")->host, "2001:db8::1");
  EXPECT_EQ(ToString(*ParseHostPort("[2001:db8::1]:443")), "[2001:db8::1]:443");
}

TEST(HostPortTest, WhatIsNoHostAndPortIsRefused) {
  for (const char* text : {"", "host", "host:", ":80", "host:0", "host:65536", "host:80x",
                           "2001:db8::1:80", "[host]:80", "[]:80", "host: 80", "host:-1"}) {
    EXPECT_FALSE(ParseHostPort(text)) << text;
  }
}

TEST(HostPortTest, HostAloneIsReadWithAndWithoutBrackets) {
  for (const char* text : {"rust.example.org", "192.0.2.1", "2001:db8::1", "fe80::1%lo"}) {
    EXPECT_EQ(ParseHost(text)->host, text);
    EXPECT_EQ(ToString(*ParseHost(text)), text);
  }
  EXPECT_EQ(ParseHost("[2001:db8::1]")->host, "2001:db8::1");
}

TEST(HostPortTest, HostWithAPortIsNoHostAlone) {
  for (const char* text : {"", "[]", "host:80", "192.0.2.1:80", "[2001:db8::1]:80", "[host]"}) {
    EXPECT_FALSE(ParseHost(text)) << text;
  }
}

TEST(HexTest, BytesAreReadWithAndWithoutSpaces) {
  EXPECT_EQ(ParseHex("ff 0A54"), "\xff\x0a\x54");
  EXPECT_EQ(ParseHex(""), "");
}

TEST(HexTest, HalfBytesAndOtherCharactersAreRefused) {
  for (const char* text : {"f", "ff f", "f f", "0x12", "gg", "ff\n00"}) {
    EXPECT_FALSE(ParseHex(text)) << text;
  }
}

}  // namespace
}  // namespace reach
