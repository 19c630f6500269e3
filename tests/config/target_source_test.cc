// The keys of `target_files`.
#include "exporter/config/target_source.h"

#include <gtest/gtest.h>

#include "exporter/config/blueprint.h"
#include "tests/support/config_text.h"

namespace reach {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::vector<config::TargetSource> SourcesOf(std::string_view entries) {
  const config::Config config = LoadText("target_files:\n" + std::string(entries));
  return config.blueprint == nullptr ? std::vector<config::TargetSource>()
                                     : config.blueprint->sources();
}

std::string Faults(std::string_view entry) {
  return FaultsOf("target_files:\n- " + std::string(entry) + "\n");
}

TEST(TargetSourceTest, EachPatternIsASourceWithAPathBesideTheConfiguration) {
  const auto sources = SourcesOf(
      "- {files: [t/*.yml, /abs/*.json], refresh: 5s, defaults: {module: tcp, port: 80}}\n");
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].name, sources[0].pattern);
  EXPECT_TRUE(sources[0].pattern.starts_with('/') && sources[0].pattern.ends_with("/t/*.yml"));
  EXPECT_EQ(sources[1].pattern, "/abs/*.json");
  EXPECT_EQ(sources[1].refresh, seconds(5));
  EXPECT_EQ(sources[1].defaults.check.module->value, "tcp");
  EXPECT_EQ(sources[1].defaults.check.port, 80);
}

TEST(TargetSourceTest, HttpHasAllThatPrometheusHas) {
  setenv("REACH_TEST_SECRET", "sesame", 1);
  const auto sources = SourcesOf(R"(
- http_sd:
    url: "https://cmdb.example.org/sd?team=a"
    headers: {X-Team: a}
    authorization: {credentials: "${REACH_TEST_SECRET}"}
    tls_config: {ca_file: ca.pem, cert_file: /c, key_file: /k, server_name: x, insecure_skip_verify: true}
  defaults: {profile: rust, check: ignored, path: lan, labels: {tier: gold}}
- http_sd:
    url: "https://cmdb.example.org/sd?team=b"
    refresh: 10s
    basic_auth: {username: u, password_file: /p}
)");
  ASSERT_EQ(sources.size(), 2u);
  const config::HttpOrigin& origin = *sources[0].http;
  EXPECT_EQ(sources[0].name, "https://cmdb.example.org/sd");
  EXPECT_EQ(sources[1].name, "https://cmdb.example.org/sd#2");
  EXPECT_EQ(sources[0].refresh, minutes(1));
  EXPECT_EQ(sources[1].refresh, seconds(10));
  EXPECT_EQ(origin.authorization, "Bearer");
  EXPECT_EQ(origin.credentials, "sesame");
  EXPECT_TRUE(origin.ca_file.ends_with("/ca.pem"));
  EXPECT_TRUE(origin.insecure_skip_verify);
  EXPECT_EQ(sources[1].http->username, "u");
  EXPECT_EQ(sources[1].http->password_file, "/p");
  EXPECT_EQ(sources[0].defaults.profile->value, "rust");
  EXPECT_EQ(sources[0].defaults.path, Path::kLan);
}

TEST(TargetSourceTest, AnEntryHasOneOrigin) {
  const std::string need = "reach.yml:2: target_files: needs either \"files\" or \"http_sd\"";
  EXPECT_EQ(Faults("{refresh: 5s}"), need);
  EXPECT_EQ(Faults("{files: [a], http_sd: {url: 'http://a'}}"), need);
  EXPECT_EQ(Faults("{files: []}"), "reach.yml:2: target_files: \"files\" names no file");
  EXPECT_EQ(Faults("{files: [/a, /a]}"),
            "reach.yml:2: target_files: the pattern \"/a\" is there already");
  EXPECT_EQ(Faults("{files: [a], refresh: 1ms}"),
            "reach.yml:2: target_files: \"refresh\" must be from 1s to 1d, not \"1ms\"");
}

TEST(TargetSourceTest, BadUrlsAreRefused) {
  const auto url = [](std::string text) { return Faults("http_sd: {url: '" + text + "'}"); };
  const std::string at = "reach.yml:2: target_files http_sd: ";
  EXPECT_EQ(url("cmdb.example.org"), at + "\"url\" must begin with http:// or https://");
  EXPECT_EQ(url("ftp://a"), at + "\"url\" must begin with http:// or https://");
  EXPECT_EQ(url("http://"), at + "\"url\" is not a URL");
  EXPECT_EQ(url("http://u:hush@a/"), at + "\"url\" holds a user; write it under \"basic_auth\"");
  EXPECT_EQ(Faults("http_sd: {refresh: 5s}"), at + "\"url\" is missing");
}

TEST(TargetSourceTest, SecretsAreNeverQuoted) {
  const std::string at = "reach.yml:2: target_files http_sd";
  const auto with = [](std::string text) {
    return Faults("http_sd: {url: 'http://a', " + text + "}");
  };
  EXPECT_EQ(with("authorization: {credentials: \"hu\\nsh\"}"),
            at + " authorization: \"credentials\" must be one line of ASCII text");
  EXPECT_EQ(with("headers: {X: \"hu\\nsh\"}"),
            at + " headers: \"X\" must be one line of ASCII text");
  EXPECT_EQ(with("authorization: {}"),
            at + " authorization: needs either \"credentials\" or \"credentials_file\"");
  EXPECT_EQ(with("authorization: {credentials: a}, basic_auth: {username: u}"),
            at + " basic_auth: \"authorization\" and \"basic_auth\" exclude each other");
  EXPECT_EQ(with("tls_config: {cert_file: c}"),
            at + " tls_config: \"cert_file\" and \"key_file\" belong together");
}

TEST(TargetSourceTest, DefaultsAreTriedAtTheLoad) {
  EXPECT_EQ(Faults("{files: [a], defaults: {profile: rust, module: tcp}}"),
            "reach.yml:2: target_files defaults: \"profile\" and \"module\" exclude each other");
  EXPECT_NE(Faults("{files: [a], defaults: {module: tpc}}").find("unknown module \"tpc\""),
            std::string::npos);
  EXPECT_NE(Faults("{files: [a], defaults: {profile: rsut}}").find("unknown profile \"rsut\""),
            std::string::npos);
  EXPECT_NE(Faults("{files: [a], defaults: {module: tcp, interval: 1s}}")
                .find("interval 1s is below the timeout of 4s"),
            std::string::npos);
  EXPECT_NE(Faults("{files: [a], defaults: {labels: {job: x}}}").find("\"job\" is not allowed"),
            std::string::npos);
  EXPECT_EQ(Faults("{files: [a], defaults: {module: icmp}}"), "");
}

TEST(TargetSourceTest, PrintShowsTheSourcesAndNoSecret) {
  const std::string printed = config::Print(LoadText(R"(
global: {interval: 20s, vantage: home}
modules: {m: {prober: tcp, confirm: 0}}
profiles: {p: {checks: {c: {module: m, port: 1}}}}
target_files:
- http_sd: {url: "http://a/", headers: {X: hush}, authorization: {credentials: hush}}
  defaults: {profile: p}
- http_sd: {url: "http://b/", basic_auth: {username: u, password: "${HOME}"}}
)"));
  EXPECT_EQ(printed.find("hush"), std::string::npos) << printed;
  EXPECT_NE(printed.find("password: ${HOME}"), std::string::npos) << printed;
  const config::Config again = LoadText(printed);
  EXPECT_EQ(again.blueprint->sources().size(), 2u);
  EXPECT_EQ(config::Print(again), printed);
}

}  // namespace
}  // namespace reach
