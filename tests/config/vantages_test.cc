#include "exporter/config/vantages.h"

#include <gtest/gtest.h>

#include "tests/support/config_text.h"

namespace reach {
namespace {

constexpr const char* kTarget =
    "\ntargets: [{name: rust, host: rust.example, checks: [{module: tcp, port: 1}]}]\n";
constexpr const char* kPin = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

config::Config Load(const std::string& text) { return LoadText(text + kTarget); }
std::string Faults(const std::string& text) { return FaultsOf(text + kTarget); }

TEST(VantagesTest, OneIsReadWithItsPinAndToken) {
  const auto config = Load(
      "vantages: [{name: fra1, url: \"https://192.0.2.1:10836/\", targets: [rust],"
      " authorization: {credentials: 0123456789abcdef}, tls_config: {pinned_sha256: \"" +
      std::string(kPin) + "\"}}]");
  ASSERT_EQ(config.vantages.size(), 1U);
  const config::Vantage& vantage = config.vantages[0];
  EXPECT_EQ(vantage.name, "fra1");
  EXPECT_EQ(vantage.origin.url, "https://192.0.2.1:10836");
  EXPECT_EQ(vantage.origin.pinned_sha256, kPin);
  EXPECT_EQ(vantage.origin.authorization, "Bearer");
  EXPECT_EQ(vantage.targets, std::vector<std::string>{"rust"});
}

TEST(VantagesTest, BadValuesAreFaults) {
  for (const char* text :
       {"[{url: \"https://a\"}]", "[{name: a}]", "[{name: local, url: \"https://a\"}]",
        "[{name: a, url: \"https://a\", targets: [rsut]}]",
        "[{name: a, url: \"http://a\", authorization: {credentials: x}}]",
        "[{name: a, url: \"https://a\", tls_config: {pinned_sha256: abc}}]",
        "[{name: a, url: \"https://a?b\"}]",
        "[{name: a, url: \"https://a\"}, {name: a, url: \"https://b\"}]",
        "[{name: a, url: \"https://a\", interval: 5s}]"}) {
    EXPECT_NE(Faults("vantages: " + std::string(text)), "") << text;
  }
}

TEST(CheckHostConfigTest, NeedsTheWholeSentenceOfConsent) {
  EXPECT_FALSE(Load("").check_host.enabled);
  EXPECT_NE(Faults("check_host: {enabled: true}"), "");
  EXPECT_NE(Faults("check_host: {enabled: true, consent: yes}"), "");
  const std::string consent = config::kCheckHostConsent;
  EXPECT_TRUE(Load("check_host: {enabled: true, consent: \"" + consent + "\"}").check_host.enabled);
  EXPECT_FALSE(Load("check_host: {consent: \"" + consent + "\"}").check_host.enabled);
}

}  // namespace
}  // namespace reach
