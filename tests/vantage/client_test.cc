#include "exporter/vantage/client.h"

#include <gtest/gtest.h>

#include "tests/support/run_coroutine.h"
#include "tests/support/web_server.h"

namespace reach::vantage {
namespace {

Check GameCheck(const std::string& target, int confirm = 2) {
  auto module = std::make_shared<Module>();
  module->name = "rust query";
  module->prober = "a2s";
  module->transport = Transport::kUdp;
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = module;
  policy->confirm = confirm;
  Check check;
  check.target = target;
  check.host = "2001:db8::7";
  check.port = 28017;
  check.policy = policy;
  return check;
}

class ClientTest : public testing::Test {
 protected:
  Task<web::Response> Serve(const web::Request& request) {
    asked_.push_back(request.path + "?" + request.query);
    web::Response response = web::TextResponse(status_, body_);
    co_return response;
  }

  void Apply(std::vector<std::string> targets, std::uint16_t port) {
    config::Vantage vantage;
    vantage.name = "fra1";
    vantage.origin.url = "http://127.0.0.1:" + std::to_string(port);
    vantage.targets = std::move(targets);
    client_.Apply({vantage}, {});
  }

  std::vector<Answer> Ask(const std::string& target) {
    const auto answers = test::RunCoroutine(io_, client_.Ask(GameCheck(target), false));
    return answers.value_or(std::vector<Answer>());
  }

  unsigned status_ = 200;
  std::string body_ = R"({"reason": "reply", "rtt_seconds": 0.02})";
  std::vector<std::string> asked_;
  std::vector<std::string> told_;
  test::WebServer server_{[this](const web::Request& request) { return Serve(request); }};
  asio::io_context io_{1};
  Client client_{io_, [this](const std::string& vantage, const std::string& problem) {
                   told_.push_back(vantage + ": " + problem);
                 }};
};

TEST_F(ClientTest, AsksForTheCheckByItsModuleOrElseItsProbeType) {
  Apply({}, server_.port());
  const auto answers = Ask("rust");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].vantage, "fra1");
  EXPECT_EQ(answers[0].seen.reason, Reason::kReply);
  EXPECT_EQ(asked_, std::vector<std::string>{"/api/v1/probe?target=2001%3Adb8%3A%3A7&port=28017"
                                             "&module=rust%20query&else=a2s&count=12"});
  EXPECT_TRUE(told_.empty());
}

TEST_F(ClientTest, WhatIsNeverTriedTwiceIsNotThereEither) {
  EXPECT_NE(PathOf(GameCheck("rust"), false).find("&count="), std::string::npos);
  EXPECT_EQ(PathOf(GameCheck("rust", 0), false).find("&count="), std::string::npos);
}

TEST_F(ClientTest, OnlyItsTargetsAreShownToAVantage) {
  Apply({"rust"}, server_.port());
  EXPECT_EQ(Ask("other").size(), 0U);
  EXPECT_TRUE(asked_.empty());
  EXPECT_EQ(Ask("rust").size(), 1U);
}

TEST_F(ClientTest, RefusalIsNoEvidenceAndIsToldOnce) {
  Apply({}, server_.port());
  status_ = 403;
  body_ = "10.0.0.1 is not a public address.";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Ask("rust").size(), 0U);
  EXPECT_EQ(told_, std::vector<std::string>{"fra1: status 403: 10.0.0.1 is not a public address."});
}

TEST_F(ClientTest, TroubleOfTheVantageItselfIsNoEvidence) {
  Apply({}, server_.port());
  for (const char* reason : {"dns_servfail", "late", "no_descriptors"}) {
    body_ = "{\"reason\": \"" + std::string(reason) + "\"}";
    EXPECT_EQ(Ask("rust").size(), 0U) << reason;
  }
}

TEST_F(ClientTest, UnreachableVantageIsToldOnceAndAgainWhenItAnswers) {
  const std::uint16_t port = server_.port();
  Apply({}, port);
  server_.Stop();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Ask("rust").size(), 0U);
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0], "fra1: Couldn't connect to server: Connection refused");
  const test::WebServer again([this](const web::Request& request) { return Serve(request); }, {},
                              "127.0.0.1:" + std::to_string(port));
  EXPECT_EQ(Ask("rust").size(), 1U);
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_[1], "fra1: ");
}

TEST_F(ClientTest, NothingIsAskedAfterStop) {
  Apply({}, server_.port());
  client_.Stop();
  EXPECT_EQ(Ask("rust").size(), 0U);
  EXPECT_TRUE(asked_.empty());
}

}  // namespace
}  // namespace reach::vantage
