#include "exporter/web/server.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/http_client.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

using test::BodyOf;
using test::Echo;
using test::HttpClient;
using test::WebServer;

TEST(ServerTest, AnswersAndKeepsTheConnection) {
  WebServer server(Echo);
  HttpClient client(server.port());
  for (const std::string path : {"/a", "/b"}) {
    client.Send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string response = client.ReadResponse();
    EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n")) << response;
    EXPECT_EQ(BodyOf(response), "GET " + path + "\n");
    EXPECT_NE(response.find("\r\nDate: "), std::string::npos);
  }
}

TEST(ServerTest, HeadHasTheLengthAndNoBody) {
  WebServer server(Echo);
  HttpClient client(server.port());
  client.Send("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string response = client.ReadToEnd();
  EXPECT_NE(response.find("\r\nContent-Length: 8\r\n"), std::string::npos) << response;
  EXPECT_TRUE(response.ends_with("\r\n\r\n"));
}

TEST(ServerTest, Http10ClientGetsItsAnswerAndTheEnd) {
  WebServer server(Echo);
  HttpClient client(server.port());
  client.Send("GET /old HTTP/1.0\r\n\r\n");
  const std::string response = client.ReadToEnd();
  EXPECT_TRUE(response.starts_with("HTTP/1.0 200 OK\r\n")) << response;
  EXPECT_EQ(response.find("Transfer-Encoding"), std::string::npos);
  EXPECT_EQ(BodyOf(response), "GET /old\n");
}

TEST(ServerTest, Http10ClientThatAsksForItKeepsTheConnection) {
  WebServer server(Echo);
  HttpClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.Send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_NE(client.ReadResponse().find("\r\nConnection: keep-alive\r\n"), std::string::npos);
  }
}

TEST(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  WebServer server(Echo);
  HttpClient client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.Send(requests);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(BodyOf(client.ReadResponse()), "GET /" + std::to_string(i) + "\n");
  }
}

TEST(ServerTest, BodyOfARequestDoesNotBecomeTheNextRequest) {
  WebServer server(Echo);
  HttpClient client(server.port());
  client.Send(
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 35\r\n\r\n"
      "GET /evil HTTP/1.1\r\nHost: e\r\n\r\n...."
      "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(BodyOf(client.ReadResponse()), "POST /a\n");
  EXPECT_EQ(BodyOf(client.ReadResponse()), "GET /b\n");
}

TEST(ServerTest, ClientThatWaitsForContinueIsToldTo) {
  WebServer server(Echo);
  HttpClient client(server.port());
  client.Send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadResponse(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("ok");
  EXPECT_EQ(BodyOf(client.ReadResponse()), "POST /a\n");
}

TEST(ServerTest, LargeAnswerArrivesWhole) {
  const std::string large(std::size_t{20} << 20, 'x');
  WebServer server([&](const Request&) -> Task<Response> {
    Response response;
    response.body = large;
    co_return response;
  });
  EXPECT_TRUE(BodyOf(test::Get(server.port(), "/")) == large);
}

TEST(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  WebServer server(Echo);
  std::vector<std::thread> clients;
  std::vector<int> answered(8, 0);
  for (std::size_t i = 0; i < answered.size(); ++i) {
    clients.emplace_back([&, i] {
      for (int n = 0; n < 25; ++n) {
        answered[i] += BodyOf(test::Get(server.port(), "/x")) == "GET /x\n";
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, std::vector<int>(8, 25));
}

TEST(ServerTest, HandlerThatThrowsIsReportedAndTheDaemonLives) {
  WebServer server([](const Request& request) -> Task<Response> {
    if (request.path == "/bad") throw std::runtime_error("broken");
    co_return TextResponse(200, "fine");
  });
  EXPECT_TRUE(test::Get(server.port(), "/bad").starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(BodyOf(test::Get(server.port(), "/good")), "fine\n");
  EXPECT_EQ(server.reports(), std::vector<std::string>{"web: /bad: broken"});
}

}  // namespace
}  // namespace reach::web
