#include "exporter/vantage/check_host.h"

#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "tests/support/run_coroutine.h"
#include "tests/support/web_server.h"

namespace reach::vantage {
namespace {

constexpr const char* kResult =
    R"({"us1.node.check-host.net": [{"time": 0.03, "address": "192.0.2.7"}],
        "de1.node.check-host.net": [{"error": "Connection timed out"}],
        "fr1.node.check-host.net": [{"error": "Connection refused"}],
        "jp1.node.check-host.net": [{"error": "Something new"}]})";

TEST(CheckHostTest, EachPlaceIsAVantageOfItsOwn) {
  const Progress progress = ParseResult(Transport::kTcp, kResult);
  EXPECT_TRUE(progress.finished);
  std::map<std::string, Reason> seen;
  for (const Answer& answer : progress.answers) seen[answer.vantage] = answer.seen.reason;
  EXPECT_EQ(seen, (std::map<std::string, Reason>{{"check-host.net/us1", Reason::kSynAck},
                                                 {"check-host.net/de1", Reason::kNoAnswer},
                                                 {"check-host.net/fr1", Reason::kRst}}));
}

TEST(CheckHostTest, SilenceOfUdpIsNotAFailure) {
  const Progress progress = ParseResult(
      Transport::kUdp, R"({"a.b": [{"timeout": 1, "address": "192.0.2.7"}], "c.d": null})");
  EXPECT_FALSE(progress.finished);
  ASSERT_EQ(progress.answers.size(), 1U);
  EXPECT_EQ(progress.answers[0].seen.reason, Reason::kNoReplyRequired);
}

TEST(CheckHostTest, WhatIsNoAnswerIsNone) {
  for (const char* text : {"", "[]", "{}", "{\"a.b\": null}", "{\"a.b\": 5}", "{\"a.b\": [5]}",
                           "{\"a.b\": [{\"time\": \"1\"}]}", "{\"a.b\": [{\"time\": -1}]}"}) {
    EXPECT_TRUE(ParseResult(Transport::kTcp, text).answers.empty()) << text;
  }
  EXPECT_EQ(ParseRequestId(R"({"ok": 1, "request_id": "29fd6ak"})"), "29fd6ak");
  for (const char* text : {"", "{}", "{\"request_id\": 5}", "{\"request_id\": \"../x\"}"}) {
    EXPECT_EQ(ParseRequestId(text), "") << text;
  }
}

// Speaks the API as documented: the result is not there at the first look.
class CheckHostServerTest : public testing::Test {
 protected:
  Task<web::Response> Answer(const web::Request& request) {
    asked_.push_back(request.path + "?" + request.query + " " + request.Header("Accept"));
    web::Response response;
    response.content_type = "application/json";
    response.body = request.path == "/check-tcp" ? R"({"ok": 1, "request_id": "29fd6ak"})"
                    : asked_.size() > 2          ? kResult
                                                 : R"({"us1.node.check-host.net": null})";
    co_return response;
  }

  std::vector<std::string> asked_;
  test::WebServer server_{[this](const web::Request& request) { return Answer(request); }};
};

TEST_F(CheckHostServerTest, AsksUntilAllPlacesHaveAnswered) {
  auto module = std::make_shared<Module>();
  module->prober = "tcp";
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = module;
  Check check;
  check.host = "2001:db8::7";
  check.port = 28016;
  check.policy = policy;
  config::CheckHostSettings settings;
  settings.url = "http://127.0.0.1:" + std::to_string(server_.port());
  asio::io_context io{1};
  Asker asker(io);
  std::string problem;
  const auto answers = test::RunCoroutine(io, AskCheckHost(io, asker, settings, check, problem));
  ASSERT_TRUE(answers);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(answers->size(), 3U);
  server_.Stop();
  EXPECT_EQ(asked_,
            (std::vector<std::string>{"/check-tcp?host=%5B2001%3Adb8%3A%3A7%5D%3A28016&max_nodes=3 "
                                      "application/json",
                                      "/check-result/29fd6ak? application/json",
                                      "/check-result/29fd6ak? application/json"}));
}

}  // namespace
}  // namespace reach::vantage
