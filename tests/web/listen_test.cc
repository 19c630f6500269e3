#include <gtest/gtest.h>

#include "exporter/web/listen_address.h"
#include "tests/support/http_client.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

bool HasIpv6() {
  asio::io_context io;
  Server server(io, test::Echo, {}, [](std::string_view) {});
  return !server.Listen("[::1]:0");
}

TEST(ListenAddressTest, FormsThatPeopleWriteAreUnderstood) {
  const auto everywhere = ParseListenAddress(":10836");
  ASSERT_TRUE(everywhere && everywhere->size() == 1);
  EXPECT_TRUE((*everywhere)[0].dual_stack);
  EXPECT_EQ((*everywhere)[0].endpoint.port(), 10836);
  EXPECT_EQ(ParseListenAddress("localhost:1")->size(), 2U);
  EXPECT_EQ((*ParseListenAddress("[::1]:1"))[0].endpoint.address().to_string(), "::1");
  EXPECT_EQ((*ParseListenAddress("127.0.0.1:0"))[0].endpoint.address().to_string(), "127.0.0.1");
}

TEST(ListenAddressTest, OtherTextIsRefused) {
  for (const char* text : {"", "10836", ":", ":x", ":65536", ":-1", "example.org:80", "::1:80",
                           "[127.0.0.1]:80", "[::1]", "[::1:80", "127.0.0.1:80x"}) {
    EXPECT_FALSE(ParseListenAddress(text)) << text;
  }
}

TEST(ListenTest, WildcardTakesBothFamilies) {
  test::WebServer server(test::Echo, {}, ":0");
  EXPECT_TRUE(test::HttpClient(server.port()).connected());
  if (!HasIpv6()) GTEST_SKIP() << "this host has no IPv6";
  EXPECT_TRUE(test::HttpClient(server.port(), true).connected());
}

TEST(ListenTest, PortThatIsTakenIsReportedAsText) {
  test::WebServer first(test::Echo);
  asio::io_context io;
  Server second(io, test::Echo, {}, [](std::string_view) {});
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  EXPECT_EQ(second.Listen(address), "cannot listen on " + address + ": Address already in use");
  EXPECT_TRUE(second.endpoints().empty());
}

TEST(ListenTest, AddressThatIsNotUnderstoodIsReportedWithWhatIsWanted) {
  asio::io_context io;
  Server server(io, test::Echo, {}, [](std::string_view) {});
  EXPECT_EQ(server.Listen("example.org:1"),
            "cannot listen on example.org:1: want :PORT, localhost:PORT, ADDRESS:PORT or "
            "[ADDRESS]:PORT");
}

TEST(ListenTest, SeveralAddressesServeTheSame) {
  asio::io_context io;
  Server server(io, test::Echo, {}, [](std::string_view) {});
  EXPECT_FALSE(server.Listen("127.0.0.1:0"));
  EXPECT_FALSE(server.Listen("localhost:0"));
  EXPECT_GE(server.endpoints().size(), 2U);
  for (const auto& endpoint : server.endpoints()) EXPECT_NE(endpoint.port(), 0);
}

}  // namespace
}  // namespace reach::web
