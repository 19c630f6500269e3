#include "exporter/config/probe_api.h"

#include <gtest/gtest.h>

#include "tests/support/config_text.h"

namespace reach::config {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

TEST(NetworkTest, HoldsWhatSharesItsBits) {
  const auto network = ParseNetwork("172.16.0.0/12");
  ASSERT_TRUE(network);
  EXPECT_TRUE(network->Contains(At("172.31.255.255")));
  EXPECT_FALSE(network->Contains(At("172.32.0.0")));
  EXPECT_FALSE(network->Contains(At("::ac10:0")));
  EXPECT_TRUE(ParseNetwork("fe80::/10")->Contains(At("febf::1")));
  EXPECT_TRUE(ParseNetwork("192.0.2.1")->Contains(At("192.0.2.1")));
  EXPECT_FALSE(ParseNetwork("192.0.2.1")->Contains(At("192.0.2.0")));
  EXPECT_TRUE(ParseNetwork("0.0.0.0/0")->Contains(At("192.0.2.0")));
}

TEST(NetworkTest, AnythingElseIsNone) {
  for (const char* text : {"", "shop", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fe80::1%1/64"}) {
    EXPECT_FALSE(ParseNetwork(text)) << text;
  }
}

TEST(ProbeApiConfigTest, AllKeysAreRead) {
  const auto api = LoadText(
                       "probe_api: {allow: [configured, 10.0.0.0/8, nas.home], rate: 5/minute,"
                       " ports: [53, 28015-28017], tokens_file: tokens}")
                       .probe_api;
  EXPECT_TRUE(api.configured);
  ASSERT_EQ(api.networks.size(), 1U);
  EXPECT_EQ(api.networks[0].bits, 8);
  EXPECT_EQ(api.hosts, std::vector<std::string>{"nas.home"});
  EXPECT_EQ(api.rate, 5);
  ASSERT_EQ(api.ports.size(), 2U);
  EXPECT_EQ(api.ports[1], std::pair(std::uint16_t{28015}, std::uint16_t{28017}));
  EXPECT_TRUE(api.tokens_file.ends_with("/tokens")) << api.tokens_file;
  EXPECT_TRUE(LoadText("probe_api: {allow: configured}").probe_api.configured);
}

TEST(ProbeApiConfigTest, BadValuesAreFaults) {
  for (const char* text :
       {"{allow: [a b]}", "{allow: 10.0.0.0/33}", "{ports: [0]}", "{ports: [9-8]}", "{ports: []}",
        "{rate: 5}", "{rate: 0/minute}", "{rate: 5/second}", "{token_file: x}"}) {
    EXPECT_NE(FaultsOf("probe_api: " + std::string(text)), "") << text;
  }
}

}  // namespace
}  // namespace reach::config
