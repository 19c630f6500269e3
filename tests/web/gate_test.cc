#include "exporter/web/gate.h"

#include <gtest/gtest.h>

#include <tuple>

#include "tests/support/run_coroutine.h"

namespace reach::web {
namespace {

// "alice" with the password "alice123", cost 5, by crypt(3).
const std::map<std::string, std::string> kUsers = {
    {"alice", "$2b$05$cqyG3R/C/tUk2H8KQwHK7OCVLjkDOYgDHYYYp/fGcZ6E2wTXMbFeK"}};

class GateTest : public testing::Test {
 protected:
  // The status that stops the request, 0 when it may go on.
  unsigned Try(const std::string& authorization) {
    request_ = {};
    if (!authorization.empty()) request_.headers = {{"authorization", authorization}};
    const auto stopped = test::RunCoroutine(io_, gate_.Stop(request_));
    if (!stopped) return 999;
    return *stopped ? (*stopped)->status : 0;
  }

  asio::io_context io_{1};
  Gate gate_{io_};
  Request request_;
};

TEST_F(GateTest, WithoutUsersEverybodyMayLook) { EXPECT_EQ(Try(""), 0U); }

TEST_F(GateTest, RightPasswordGoesOnAndNamesTheUser) {
  gate_.Admit(kUsers);
  EXPECT_EQ(Try("Basic YWxpY2U6YWxpY2UxMjM="), 0U);
  EXPECT_EQ(request_.user, "alice");
  EXPECT_EQ(Try("basic YWxpY2U6YWxpY2UxMjM="), 0U) << "remembered, and the scheme in any case";
}

TEST_F(GateTest, AnythingElseIsStopped) {
  gate_.Admit(kUsers);
  for (const char* wrong : {"", "Basic", "Basic ", "Basic YWxpY2U6d3Jvbmc=",  // alice:wrong
                            "Basic Ym9iOmFsaWNlMTIz",                         // bob:alice123
                            "Basic YWxpY2U=",                                 // alice, no colon
                            "Basic !!!!", "Bearer YWxpY2U6YWxpY2UxMjM="}) {
    EXPECT_EQ(Try(wrong), 401U) << wrong;
    EXPECT_EQ(request_.user, "");
  }
}

TEST_F(GateTest, RefusalSaysWhatIsWanted) {
  gate_.Admit(kUsers);
  const auto stopped = test::RunCoroutine(io_, gate_.Stop(request_));
  ASSERT_TRUE(stopped && *stopped);
  ASSERT_EQ((*stopped)->headers.size(), 1U);
  EXPECT_EQ((*stopped)->headers[0].first, "WWW-Authenticate");
}

TEST_F(GateTest, TokenIsGoodForTheProbeApiOnly) {
  gate_.Admit(kUsers);
  gate_.AdmitTokens(Tokens("0123456789abcdef"));
  for (const auto& [path, token, status] : {std::tuple("/api/v1/probe", "0123456789abcdef", 0U),
                                            std::tuple("/api/v1/arrival", "0123456789abcdef", 0U),
                                            std::tuple("/api/v1/probe", "0123456789abcdeX", 401U),
                                            std::tuple("/metrics", "0123456789abcdef", 401U)}) {
    request_ = {};
    request_.path = path;
    request_.headers = {{"Authorization", std::string("Bearer ") + token}};
    const auto stopped = test::RunCoroutine(io_, gate_.Stop(request_));
    ASSERT_TRUE(stopped);
    EXPECT_EQ(*stopped ? (*stopped)->status : 0U, status) << path << " " << token;
    EXPECT_EQ(request_.user, status == 0 ? "token of line 1" : "");
  }
}

TEST(ParseBasicTest, SplitsAtTheFirstColon) {
  const auto parsed = ParseBasic("Basic YTpiOmM=");  // a:b:c
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->name, "a");
  EXPECT_EQ(parsed->password, "b:c");
}

}  // namespace
}  // namespace reach::web
