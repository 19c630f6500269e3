#include "exporter/web/tokens.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

constexpr const char* kToken = "0123456789abcdef0123456789abcdef";

TEST(TokensTest, KnownTokenIsSomebody) {
  const Tokens tokens(std::string("# fra1\n\n") + kToken + "\r\n");
  EXPECT_EQ(tokens.UserOf(std::string("Bearer ") + kToken), "token of line 3");
  EXPECT_EQ(tokens.UserOf(std::string("bearer  ") + kToken), "token of line 3");
}

TEST(TokensTest, AnythingElseIsNobody) {
  const Tokens tokens(kToken);
  for (const std::string wrong : {"", "Bearer", "Bearer ", "Bearer 0123456789abcdef",
                                  "Basic 0123456789abcdef0123456789abcdef"}) {
    EXPECT_EQ(tokens.UserOf(wrong), "") << wrong;
  }
}

TEST(TokensTest, ShortTokenIsNoneAndTold) {
  std::string problem;
  const Tokens tokens("secret\n", &problem);
  EXPECT_TRUE(tokens.empty());
  EXPECT_EQ(tokens.UserOf("Bearer secret"), "");
  EXPECT_EQ(problem, "line 1 is shorter than 16 characters, no good as a token");
}

}  // namespace
}  // namespace reach::web
