#include "exporter/web/site.h"

#include <gtest/gtest.h>

#include "exporter/web/status_style.h"
#include "tests/support/http_client.h"
#include "tests/support/made_up_snapshot.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

using test::BodyOf;

// What the app has at some moment: nothing yet, or a snapshot and its configuration.
class FixedBackend : public Backend {
 public:
  explicit FixedBackend(bool loaded) {
    if (!loaded) return;
    const TimePoint now = Clock::now();
    test::SnapshotMaker maker(now);
    maker.Add({}, test::MakeRow(Reason::kSynAck, Success::kYes, now));
    snapshot_ = std::make_shared<Snapshot>(maker.Make());
    config_ = std::make_shared<config::Config>(maker.MakeConfig());
  }
  Task<std::shared_ptr<const Snapshot>> TakeSnapshot() override { co_return snapshot_; }
  std::shared_ptr<const config::Config> config() const override { return config_; }
  bool ready() const override { return snapshot_ != nullptr; }
  metrics::ReloadStatus reload() const override { return {ready(), {}}; }
  Task<std::optional<std::string>> Reload() override { co_return std::nullopt; }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const config::Config> config_;
};

class SiteTest : public testing::Test {
 protected:
  explicit SiteTest(bool loaded = true) : backend_(loaded) {}

  std::string Get(std::string_view path, std::string_view headers = {}) {
    return test::Get(server_.port(), path, headers);
  }

  FixedBackend backend_;
  Site site_{backend_};
  test::WebServer server_{[this](const Request& request) { return site_.Answer(request); }};
};

class EmptySiteTest : public SiteTest {
 protected:
  EmptySiteTest() : SiteTest(false) {}
};

TEST_F(SiteTest, MetricsAreTextUnlessAskedOtherwise) {
  const std::string response = Get("/metrics?x=1");
  EXPECT_NE(response.find("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"),
            std::string::npos);
  EXPECT_NE(response.find("\nreach_port_state{vantage=\"home\""), std::string::npos);
  EXPECT_NE(response.find("\nreach_exporter_build_info{"), std::string::npos);
  EXPECT_NE(response.find("\nprocess_resident_memory_bytes "), std::string::npos);
  EXPECT_EQ(response.find("# EOF"), std::string::npos);
}

TEST_F(SiteTest, OpenMetricsIsGivenToThoseWhoAsk) {
  const std::string response = Get("/metrics", "Accept: application/openmetrics-text\r\n");
  EXPECT_NE(response.find("\r\nContent-Type: application/openmetrics-text; version=1.0.0;"),
            std::string::npos);
  EXPECT_TRUE(response.ends_with("# EOF\n"));
}

TEST_F(SiteTest, WhatIsProbedIsServedAsJson) {
  const std::string response = Get("/sd");
  EXPECT_NE(response.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
  EXPECT_TRUE(BodyOf(response).starts_with("[\n{\"targets\":[\"192.0.2.7:28015\"]"));
}

TEST_F(SiteTest, CompressedWhenTheScraperTakesIt) {
  const std::string response = Get("/metrics", "Accept-Encoding: gzip\r\n");
  EXPECT_NE(response.find("\r\nContent-Encoding: gzip\r\n"), std::string::npos);
  EXPECT_TRUE(BodyOf(response).starts_with("\x1f\x8b"));
}

TEST_F(SiteTest, HeadOfMetricsHasTheHeadOfGet) {
  test::HttpClient client(server_.port());
  client.Send("HEAD /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string response = client.ReadToEnd();
  EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(response.ends_with("\r\n\r\n"));
}

TEST_F(SiteTest, StatusPageCarriesItsPolicyAndTheStyleThatThePolicyNames) {
  const std::string response = Get("/");
  for (const char* header :
       {"Content-Type: text/html; charset=utf-8", "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY", "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
        "frame-ancestors 'none'"}) {
    EXPECT_NE(response.find(header), std::string::npos) << header;
  }
  EXPECT_NE(response.find(StatusStyleHash()), std::string::npos);
  EXPECT_NE(response.find("<style>" + std::string(StatusStyle()) + "</style>"), std::string::npos);
  EXPECT_EQ(response.find("<script"), std::string::npos);
  EXPECT_NE(response.find(">rust-main<"), std::string::npos);
}

TEST_F(SiteTest, HealthyAndReadySaySo) {
  EXPECT_TRUE(Get("/-/healthy").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(Get("/-/ready").starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_F(SiteTest, UnknownPathsAreNotFound) {
  for (const char* path : {"/metric", "/metrics/", "/-/", "/..", "//", "/favicon.ico", "*"}) {
    EXPECT_TRUE(Get(path).starts_with("HTTP/1.1 404 Not Found\r\n")) << path;
  }
}

TEST_F(SiteTest, OtherMethodsAreToldWhichOnesWork) {
  test::HttpClient client(server_.port());
  for (const char* method : {"POST", "DELETE", "OPTIONS", "BREW"}) {
    client.Send(std::string(method) + " /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string response = client.ReadResponse();
    EXPECT_TRUE(response.starts_with("HTTP/1.1 405 Method Not Allowed\r\n")) << response;
    EXPECT_NE(response.find("\r\nAllow: GET, HEAD\r\n"), std::string::npos);
  }
}

TEST_F(EmptySiteTest, BeforeTheFirstConfigurationOnlyHealthyIsGood) {
  EXPECT_TRUE(Get("/-/healthy").starts_with("HTTP/1.1 200 "));
  for (const char* path : {"/-/ready", "/metrics", "/", "/sd"}) {
    EXPECT_TRUE(Get(path).starts_with("HTTP/1.1 503 ")) << path;
  }
}

}  // namespace
}  // namespace reach::web
