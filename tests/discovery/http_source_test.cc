// Targets from a real web server.
#include <gtest/gtest.h>

#include <mutex>

#include "exporter/discovery/load.h"
#include "tests/support/discovering.h"
#include "tests/support/temp_folder.h"
#include "tests/support/web_server.h"

namespace reach {
namespace {

using test::Discovering;

class HttpSourceTest : public testing::Test {
 protected:
  HttpSourceTest() { Answer(200, "[{\"targets\": [\"a:1\"]}]"); }

  void Answer(unsigned status, std::string body, std::string type = "application/json",
              web::Headers headers = {}) {
    const std::lock_guard lock(mutex_);
    response_ = {status, std::move(type), std::move(body), std::move(headers)};
  }
  web::Request request() {
    const std::lock_guard lock(mutex_);
    return request_;
  }
  std::string Config(const std::string& more = "") const {
    return "target_files: [{http_sd: {url: 'http://127.0.0.1:" + std::to_string(server_.port()) +
           "/sd?q=1', refresh: " + refresh_ + more + "}, defaults: {module: tcp}}]\n";
  }
  // What the last report says after "... is kept: " and the URL.
  std::string ProblemAfter(unsigned status, std::string body, std::string type = "application/json",
                           web::Headers headers = {}) {
    Discovering discovering;
    discovering.Start(Config());
    EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
    Answer(status, std::move(body), std::move(type), std::move(headers));
    EXPECT_TRUE(discovering.Turn(false));
    EXPECT_EQ(discovering.titles(), "a:1/tcp-1 ");
    const std::string prefix =
        "bad: list of targets refused, the last good one is kept: http://"
        "127.0.0.1:" +
        std::to_string(server_.port()) + "/sd";
    const std::string last = discovering.reports().back();
    EXPECT_TRUE(last.starts_with(prefix)) << last;
    return last.substr(std::min(prefix.size(), last.size()));
  }

  std::string refresh_ = "1s";  // and the time that an answer may take
  std::mutex mutex_;
  web::Response response_;
  web::Request request_;
  test::WebServer server_{[this](const web::Request& request) -> Task<web::Response> {
    const std::lock_guard lock(mutex_);
    request_ = request;
    co_return response_;
  }};
};

TEST_F(HttpSourceTest, AListChangesWithTheAnswer) {
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  EXPECT_EQ(discovering.status().source,
            "http://127.0.0.1:" + std::to_string(server_.port()) + "/sd");
  Answer(200, "[{\"targets\": [\"b:2\", \"c:3\"]}]", "application/json; charset=utf-8");
  EXPECT_TRUE(discovering.Become("b:2/tcp-2 c:3/tcp-3 "));
  Answer(200, "[]");
  EXPECT_TRUE(discovering.Become(""));
}

TEST_F(HttpSourceTest, TheRequestCarriesWhatIsConfigured) {
  test::TempFolder folder;
  folder.Write("token", "sesame\n");
  Discovering discovering;
  discovering.Start(Config(", headers: {X-Team: blue}, authorization: {credentials_file: '" +
                           folder.Path("token") + "'}"));
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  EXPECT_EQ(request().query, "q=1");
  EXPECT_EQ(request().Header("Authorization"), "Bearer sesame");
  EXPECT_EQ(request().Header("X-Team"), "blue");
  EXPECT_EQ(request().Header("X-Prometheus-Refresh-Interval-Seconds"), "1");
  EXPECT_EQ(request().Header("Accept"), "application/json");
  EXPECT_TRUE(request().Header("User-Agent").starts_with("reach_exporter/"));
}

TEST_F(HttpSourceTest, BasicAuthIsSent) {
  Discovering discovering;
  discovering.Start(Config(", basic_auth: {username: u, password: p}"));
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  EXPECT_EQ(request().Header("Authorization"), "Basic dTpw");
}

TEST_F(HttpSourceTest, NoProxyOfTheEnvironmentIsAsked) {
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  unsetenv("http_proxy");
}

TEST_F(HttpSourceTest, AFailureKeepsTheListAndSaysWhy) {
  EXPECT_EQ(ProblemAfter(500, "[]"), ": status 500");
}

TEST_F(HttpSourceTest, ARedirectIsNotFollowed) {
  EXPECT_EQ(ProblemAfter(302, "", "application/json", {{"Location", "/other"}}),
            ": status 302: redirects are not followed");
}

TEST_F(HttpSourceTest, OnlyJsonIsTaken) {
  EXPECT_EQ(ProblemAfter(200, "[]", "text/html"),
            ": the answer must be application/json, not \"text/html\"");
}

TEST_F(HttpSourceTest, AnAnswerThatIsNoListIsRefused) {
  EXPECT_EQ(ProblemAfter(200, "[{\"targets\": 5}]"), ":1: \"targets\" must be a list, not \"5\"");
}

TEST_F(HttpSourceTest, AnEndlessAnswerIsCutOff) {
  refresh_ = "10s";  // a busy machine must not be late before the limit is reached
  EXPECT_EQ(ProblemAfter(200, std::string(kLargestList + 1, ' ')),
            ": the answer is larger than 64 MiB");
}

TEST_F(HttpSourceTest, AServerThatIsGoneKeepsTheList) {
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  server_.Stop();
  EXPECT_TRUE(discovering.Turn(false));
  EXPECT_EQ(discovering.titles(), "a:1/tcp-1 ");
  EXPECT_TRUE(
      discovering.reports().back().ends_with("Couldn't connect to server: Connection "
                                             "refused"))
      << discovering.reports().back();
}

TEST_F(HttpSourceTest, ASecretThatCannotBeReadIsNotSentAsNothing) {
  Discovering discovering;
  discovering.Start(Config(", authorization: {credentials_file: /no/such/file}"));
  EXPECT_TRUE(discovering.Become(""));
  EXPECT_TRUE(discovering.Turn(false));
  EXPECT_TRUE(
      discovering.reports().back().ends_with("/no/such/file: cannot be read: No such file "
                                             "or directory"));
  EXPECT_EQ(request().method, "");
}

}  // namespace
}  // namespace reach
