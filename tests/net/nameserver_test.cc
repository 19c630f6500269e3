#include "exporter/net/nameserver.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

Nameserver Server(std::string_view address, std::uint16_t port) {
  return {*Address::Parse(address), port};
}

TEST(NameserverTest, AddressWithoutPortMeansPort53) {
  EXPECT_EQ(ParseNameserver("192.0.2.1"), Server("192.0.2.1", 53));
  EXPECT_EQ(ParseNameserver("2001:db8::1"), Server("2001:db8::1", 53));
  EXPECT_EQ(ParseNameserver("[2001:db8::1]"), Server("2001:db8::1", 53));
}

TEST(NameserverTest, PortFollowsAColonAndV6StandsInBrackets) {
  EXPECT_EQ(ParseNameserver("192.0.2.1:5353"), Server("192.0.2.1", 5353));
  EXPECT_EQ(ParseNameserver("[::1]:65535"), Server("::1", 65535));
}

TEST(NameserverTest, AnythingElseIsRefused) {
  for (const char* text :
       {"", "dns.example.org", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:53x",
        "192.0.2.1:-1", "192.0.2", "[::1", "[::1]53", "[::1]:", "[192.0.2.1]:53", "::1:x", "[]:53",
        " 192.0.2.1", "192.0.2.1,192.0.2.2"}) {
    EXPECT_EQ(ParseNameserver(text), std::nullopt) << text;
  }
}

TEST(NameserverTest, ResolvConfGivesItsServersInOrder) {
  const auto servers = ParseResolvConf(
      "# made by hand\n"
      "search example.org\n"
      "nameserver 192.0.2.1 # the router\n"
      ";nameserver 192.0.2.9\n"
      "nameserver\t2001:db8::1\n"
      "nameserver router\n"
      "nameserver\n"
      "options timeout:1\n"
      "  nameserver 192.0.2.2");
  EXPECT_EQ(servers, (std::vector{Server("192.0.2.1", 53), Server("2001:db8::1", 53),
                                  Server("192.0.2.2", 53)}));
}

}  // namespace
}  // namespace reach
