#include "exporter/web/http_limits.h"

#include <gtest/gtest.h>

#include <asio/steady_timer.hpp>
#include <memory>

#include "tests/support/http_client.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

using std::chrono::milliseconds;
using test::Echo;
using test::Eventually;
using test::HttpClient;
using test::WebServer;

TEST(HttpLimitsTest, DrippedHeaderIsCutWithA408AlthoughBytesKeepComing) {
  HttpLimits limits;
  limits.header = milliseconds(200);
  WebServer server(Echo, limits);
  HttpClient client(server.port());
  ASSERT_TRUE(client.Send("GET / HTTP/1.1\r\nHost: x\r\nX: "));
  while (server.connections() > 0) client.Send("x");  // never idle, never complete
  EXPECT_TRUE(client.ReadToEnd().starts_with("HTTP/1.1 408 "));
}

TEST(HttpLimitsTest, BodyThatDoesNotComeIsCutWithA408) {
  HttpLimits limits;
  limits.body = milliseconds(50);
  WebServer server(Echo, limits);
  HttpClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_TRUE(client.ReadToEnd().starts_with("HTTP/1.1 408 "));
}

TEST(HttpLimitsTest, IdleConnectionIsClosedWithoutAWord) {
  HttpLimits limits;
  limits.idle = milliseconds(50);
  WebServer server(Echo, limits);
  HttpClient fresh(server.port());
  EXPECT_EQ(fresh.ReadToEnd(), "");
  HttpClient used(server.port());
  used.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(used.ReadResponse(), "");
  EXPECT_EQ(used.ReadToEnd(), "");
}

TEST(HttpLimitsTest, ReaderThatStallsIsCut) {
  HttpLimits limits;
  limits.write = milliseconds(100);
  WebServer server(
      [](const Request&) -> Task<Response> {
        Response response;
        response.body.assign(std::size_t{64} << 20, 'x');  // more than any socket buffer
        co_return response;
      },
      limits);
  HttpClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([&] { return server.connections() == 1; }));
  EXPECT_TRUE(Eventually([&] { return server.connections() == 0; }));
}

TEST(HttpLimitsTest, ConnectionsOverTheLimitAreTurnedAwayUntilOneEnds) {
  HttpLimits limits;
  limits.connections = 3;
  WebServer server(Echo, limits);
  std::vector<std::unique_ptr<HttpClient>> held;  // in the middle of a request
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<HttpClient>(server.port()));
    held.back()->Send(
        "GET / HTTP/1.1\r\nExpect: 100-continue\r\nHost: x\r\nContent-Length: 1\r\n\r\n");
    ASSERT_NE(held.back()->ReadResponse(), "");  // "go on": the header has been read
  }
  for (int i = 0; i < 20; ++i) {
    HttpClient refused(server.port());
    EXPECT_TRUE(refused.ReadToEnd().starts_with("HTTP/1.1 503 "));
  }
  held.pop_back();
  ASSERT_TRUE(Eventually([&] { return server.connections() == 2; }));
  EXPECT_EQ(test::BodyOf(test::Get(server.port(), "/in")), "GET /in\n");
}

TEST(HttpLimitsTest, ClientsThatSayNothingMakeRoomTheLongestSilentFirst) {
  HttpLimits limits;
  limits.connections = 3;
  WebServer server(Echo, limits);
  std::vector<std::unique_ptr<HttpClient>> idle;
  for (std::size_t i = 0; i < 3; ++i) {
    idle.push_back(std::make_unique<HttpClient>(server.port()));
    ASSERT_TRUE(Eventually([&] { return server.connections() == i + 1; }));
  }
  EXPECT_EQ(test::BodyOf(test::Get(server.port(), "/in")), "GET /in\n");
  EXPECT_EQ(idle[0]->ReadToEnd(), "");
  for (std::size_t i = 1; i < 3; ++i) {
    idle[i]->Send("GET /still HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(test::BodyOf(idle[i]->ReadResponse()), "GET /still\n");
  }
}

// A server whose only answer waits until the test lets it go.
class GatedServer {
 public:
  WebServer& server() { return server_; }
  bool IsReached() {
    bool reached = false;
    server_.OnLoop([&] { reached = !waiting_.expired(); });
    return reached;
  }
  void Open() {
    server_.OnLoop([&] { waiting_.lock()->cancel(); });
  }

 private:
  Task<Response> Wait() {
    const auto timer = std::make_shared<Timer>(server_.io().get_executor(), TimePoint::max());
    waiting_ = timer;
    co_await timer->async_wait(kTuple);
    co_return TextResponse(200, "late");
  }

  std::weak_ptr<Timer> waiting_;
  WebServer server_{[this](const Request&) { return Wait(); }};
};

TEST(HttpLimitsTest, ClientThatLeavesWhileItsAnswerIsMadeHarmsNobody) {
  GatedServer gate;
  WebServer& server = gate.server();
  HttpClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([&] { return gate.IsReached(); }));
  client.Reset();
  gate.Open();
  EXPECT_TRUE(Eventually([&] { return server.connections() == 0; }));
  EXPECT_TRUE(server.reports().empty());
}

TEST(HttpLimitsTest, StopClosesIdleConnectionsAtOnceAndAnswersWhatIsUnderWay) {
  GatedServer gate;
  WebServer& server = gate.server();
  HttpClient idle(server.port());
  HttpClient busy(server.port());
  busy.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([&] { return gate.IsReached() && server.connections() == 2; }));
  server.Stop();
  EXPECT_EQ(idle.ReadToEnd(), "");
  EXPECT_FALSE(HttpClient(server.port()).connected());
  gate.Open();
  const std::string answer = busy.ReadToEnd();
  EXPECT_EQ(test::BodyOf(answer), "late\n");
  EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_TRUE(Eventually([&] { return server.connections() == 0; }));
}

TEST(HttpLimitsTest, StopDoesNotWaitForAHalfSentRequest) {
  HttpLimits limits;
  limits.stop = milliseconds(50);
  WebServer server(Echo, limits);
  HttpClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /half");
  ASSERT_NE(client.ReadResponse(), "");
  server.Stop();
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST(HttpLimitsTest, LoopCanBeDestroyedWithAConnectionInEveryPhase) {
  auto gate = std::make_unique<GatedServer>();
  WebServer& server = gate->server();
  HttpClient idle(server.port());
  HttpClient half(server.port());
  half.Send("GET /ha");
  HttpClient busy(server.port());
  busy.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([&] { return gate->IsReached() && server.connections() == 3; }));
  gate.reset();
  EXPECT_EQ(idle.ReadToEnd(), "");
}

}  // namespace
}  // namespace reach::web
