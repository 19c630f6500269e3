#include <gtest/gtest.h>

#include "exporter/web/server.h"
#include "tests/support/http_client.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

using test::BodyOf;
using test::HttpClient;
using test::WebServer;

constexpr int kPieces = 40;
constexpr std::size_t kPiece = 100'000;

// Pieces of a's, b's and so on; with `fails` the last of them never comes.
class Pieces : public BodySource {
 public:
  explicit Pieces(bool fails) : fails_(fails) {}
  std::string_view Next() override {
    if (fails_ && next_ == kPieces - 1) throw std::runtime_error("broken");
    piece_.assign(next_ < kPieces ? kPiece : 0, static_cast<char>('a' + next_ % 26));
    ++next_;
    return piece_;
  }

 private:
  bool fails_;
  int next_ = 0;
  std::string piece_;
};

std::string Whole() {
  Pieces pieces(false);
  std::string text;
  for (std::string_view piece; !(piece = pieces.Next()).empty();) text += piece;
  return text;
}

Task<Response> Give(const Request& request) {
  Response response;
  response.source = std::make_shared<Pieces>(request.path == "/bad");
  co_return response;
}

TEST(BodySourceTest, PiecesArriveWholeAndTheConnectionIsKept) {
  WebServer server(Give);
  HttpClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string response = client.ReadResponse();
    EXPECT_EQ(response.find("Content-Length"), std::string::npos);
    EXPECT_TRUE(BodyOf(response) == Whole());
  }
}

TEST(BodySourceTest, Http10ClientReadsPlainBytesToTheEndThoughItAsksToKeepTheConnection) {
  WebServer server(Give);
  HttpClient client(server.port());
  client.Send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string response = client.ReadToEnd();
  EXPECT_EQ(response.substr(0, 2000).find("Transfer-Encoding"), std::string::npos);
  EXPECT_TRUE(BodyOf(response) == Whole());
}

TEST(BodySourceTest, HeadHasNoBodyAndTheConnectionIsKept) {
  WebServer server(Give);
  HttpClient client(server.port());
  client.Send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.ReadResponse(false).ends_with("\r\nTransfer-Encoding: chunked\r\n\r\n"));
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(BodyOf(client.ReadResponse()) == Whole());
}

TEST(BodySourceTest, SourceThatFailsIsReportedAndTheClientSeesThatTheEndIsMissing) {
  WebServer server(Give);
  HttpClient client(server.port());
  client.Send("GET /bad HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_FALSE(client.ReadToEnd().ends_with("\r\n0\r\n\r\n"));
  EXPECT_TRUE(test::Eventually([&] { return !server.reports().empty(); }));
  EXPECT_EQ(server.reports(), std::vector<std::string>{"web: broken"});
}

}  // namespace
}  // namespace reach::web
