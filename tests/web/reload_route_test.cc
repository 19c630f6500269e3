#include <gtest/gtest.h>

#include "exporter/web/site.h"
#include "tests/support/run_coroutine.h"

namespace reach::web {
namespace {

class ReloadBackend : public Backend {
 public:
  Task<std::shared_ptr<const Snapshot>> TakeSnapshot() override { co_return nullptr; }
  std::shared_ptr<const config::Config> config() const override { return nullptr; }
  bool ready() const override { return true; }
  metrics::ReloadStatus reload() const override { return {}; }
  Task<std::optional<std::string>> Reload() override {
    ++reloads;
    co_return problem;
  }

  int reloads = 0;
  std::optional<std::string> problem;
};

class ReloadRouteTest : public testing::Test {
 protected:
  ReloadRouteTest() {
    request_.method = "POST";
    request_.path = "/-/reload";
    request_.from_loopback = true;
  }
  Response Answer() { return *test::RunCoroutine(io_, site_.Answer(request_)); }

  asio::io_context io_;
  ReloadBackend backend_;
  Site site_{backend_};
  Request request_;
};

TEST_F(ReloadRouteTest, PostFromThisHostReloads) {
  EXPECT_EQ(Answer().status, 200U);
  EXPECT_EQ(backend_.reloads, 1);
}

TEST_F(ReloadRouteTest, BadFileIsToldWithItsFaults) {
  backend_.problem = "reach.yml:3: module \"rcon\": unknown key \"timout\"";
  const Response response = Answer();
  EXPECT_EQ(response.status, 500U);
  EXPECT_NE(response.body.find(*backend_.problem), std::string::npos);
}

TEST_F(ReloadRouteTest, OtherHostsMayNotReload) {
  request_.from_loopback = false;
  EXPECT_EQ(Answer().status, 403U);
  EXPECT_EQ(backend_.reloads, 0);
}

TEST_F(ReloadRouteTest, PageInABrowserOfThisHostMayNotReload) {
  request_.headers.emplace_back("Origin", "https://example.org");
  EXPECT_EQ(Answer().status, 403U);
  EXPECT_EQ(backend_.reloads, 0);
}

TEST_F(ReloadRouteTest, ReadingTheAddressDoesNotReload) {
  request_.method = "GET";
  EXPECT_EQ(Answer().status, 405U);
  EXPECT_EQ(backend_.reloads, 0);
}

}  // namespace
}  // namespace reach::web
