#include "exporter/web/request_parser.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

const std::string kRequest =
    "POST /a/b?x=1&y=2 HTTP/1.1\r\nHost: h\r\nAccept: text/plain\r\naccept: */*\r\n"
    "Content-Length: 4\r\n\r\nbody";

TEST(RequestParserTest, MessageIsReadIntoItsParts) {
  RequestParser parser({});
  EXPECT_EQ(parser.Put(kRequest + "GET"), kRequest.size());
  ASSERT_TRUE(parser.finished());
  EXPECT_EQ(parser.status(), 0U);
  const Request request = parser.Take();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/a/b");
  EXPECT_EQ(request.query, "x=1&y=2");
  EXPECT_EQ(request.Header("ACCEPT"), "text/plain,*/*");
  EXPECT_EQ(request.Header("Cookie"), "");
  EXPECT_EQ(request.body, "body");
  EXPECT_TRUE(request.keep_alive);
}

TEST(RequestParserTest, EveryPrefixIsIncompleteAndTheRestCompletesIt) {
  for (std::size_t cut = 0; cut < kRequest.size(); ++cut) {
    RequestParser parser({});
    std::string unread = kRequest.substr(0, cut);
    unread.erase(0, parser.Put(unread));
    ASSERT_FALSE(parser.finished()) << cut;
    unread += kRequest.substr(cut);
    while (!parser.finished()) {
      const std::size_t used = parser.Put(unread);
      ASSERT_GT(used, 0U) << cut;
      unread.erase(0, used);
    }
    EXPECT_EQ(parser.status(), 0U) << cut;
    EXPECT_EQ(parser.Take().body, "body") << cut;
  }
}

TEST(RequestParserTest, AbsoluteTargetIsAsGoodAsAPath) {
  for (const auto& [target, path] : {std::pair("http://h:1/a?b", "/a"), {"http://h", "/"}}) {
    RequestParser parser({});
    parser.Put("GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(parser.Take().path, path);
  }
}

TEST(RequestParserTest, ContinueIsWantedOnceAndOnlyWhileTheBodyIsMissing) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  RequestParser waiting({});
  waiting.Put(head);
  EXPECT_TRUE(waiting.TakeContinue());
  EXPECT_FALSE(waiting.TakeContinue());
  RequestParser complete({});
  complete.Put(head + "ok");
  EXPECT_TRUE(complete.finished());
  EXPECT_FALSE(complete.TakeContinue());
}

}  // namespace
}  // namespace reach::web
