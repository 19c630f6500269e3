#include "exporter/protocols/websocket.h"

#include <gtest/gtest.h>

#include "exporter/protocols/webrcon.h"

namespace reach::websocket {
namespace {

// The sample of RFC 6455 1.3.
constexpr std::string_view kNonce = "the sample nonce";
constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";
const std::string kUpgraded =
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

TEST(WebSocketTest, HandshakeAsksForThePathWithTheKeyOfTheNonce) {
  const std::string request = EncodeHandshake("192.0.2.1:28016", "/a%20b", kNonce);
  EXPECT_TRUE(request.starts_with("GET /a%20b HTTP/1.1\r\nHost: 192.0.2.1:28016\r\n"));
  EXPECT_NE(request.find("Sec-WebSocket-Key: " + std::string(kKey) + "\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n"));
}

TEST(WebSocketTest, UpgradeIsKnownAsSoonAsItsHeadIsWhole) {
  for (std::size_t size = 0; size < kUpgraded.size(); ++size) {
    EXPECT_EQ(ParseHandshake(kUpgraded.substr(0, size), kNonce).result, ParseResult::kNeedMore);
  }
  const HandshakeReply reply = ParseHandshake(kUpgraded + "frames", kNonce);
  EXPECT_EQ(reply.result, ParseResult::kDone);
  EXPECT_EQ(reply.status, 101);
  EXPECT_EQ(reply.size, kUpgraded.size());
}

TEST(WebSocketTest, AnotherStatusIsAnAnswerToo) {
  const auto reply = ParseHandshake("HTTP/1.1 501 Not Implemented\r\n\r\n", kNonce);
  EXPECT_EQ(reply.result, ParseResult::kDone);
  EXPECT_EQ(reply.status, 501);
}

TEST(WebSocketTest, UpgradeThatIsNotForThisNonceOrNoHttpIsBad) {
  EXPECT_EQ(ParseHandshake(kUpgraded, "another nonce 16").result, ParseResult::kBad);
  EXPECT_EQ(ParseHandshake("HTTP/1.1 101 Fine\r\n\r\n", kNonce).result, ParseResult::kBad);
  EXPECT_EQ(ParseHandshake("HTTP/1.1 abc\r\n\r\n", kNonce).result, ParseResult::kBad);
  EXPECT_EQ(ParseHandshake("SSH-2.0-OpenSSH\r\n", kNonce).result, ParseResult::kBad);
  EXPECT_EQ(ParseHandshake("HTTP/1.1 101 " + std::string(17000, 'x'), kNonce).result,
            ParseResult::kBad);
}

// The samples of RFC 6455 5.7.
TEST(WebSocketTest, FrameIsMasked) {
  EXPECT_EQ(EncodeFrame(Opcode::kText, "Hello", "\x37\xfa\x21\x3d"),
            "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST(WebSocketTest, LongFramesHaveLongLengths) {
  for (const std::size_t size : {125U, 126U, 65535U, 65536U}) {
    std::string frame = EncodeFrame(Opcode::kText, std::string(size, 'x'), std::string(4, '\0'));
    frame[1] = static_cast<char>(frame[1] & 0x7f);  // as a server sends it
    const FrameHead head = ParseFrameHead(frame);
    EXPECT_EQ(head.result, ParseResult::kDone);
    EXPECT_EQ(head.payload, size);
    EXPECT_EQ(head.size + kMaskSize + size, frame.size());
  }
}

TEST(WebSocketTest, HeadOfAServersFrame) {
  const FrameHead text = ParseFrameHead("\x01\x03Hel");
  EXPECT_EQ(text.result, ParseResult::kDone);
  EXPECT_EQ(text.opcode, Opcode::kText);
  EXPECT_FALSE(text.last);
  EXPECT_EQ(text.size, 2U);
  EXPECT_EQ(text.payload, 3U);
  EXPECT_EQ(ParseFrameHead("\x81").result, ParseResult::kNeedMore);
  EXPECT_EQ(ParseFrameHead("\x81\x7e\x01").result, ParseResult::kNeedMore);
}

TEST(WebSocketTest, FramesThatNoServerMaySendAreBad) {
  for (const std::string& frame :
       {std::string("\x81\x85"), std::string("\xc1\x05"), std::string("\x83\x05"),
        std::string("\x08\x02"), std::string("\x88\x7e\x01\x00", 4)}) {
    EXPECT_EQ(ParseFrameHead(frame).result, ParseResult::kBad);
  }
}

TEST(WebRconTest, PasswordInThePathIsEscaped) {
  EXPECT_EQ(webrcon::PathOf("a-B_9.~"), "/a-B_9.~");
  EXPECT_EQ(webrcon::PathOf("p/ä ?"), "/p%2F%C3%A4%20%3F");
}

TEST(WebRconTest, ReplyIsKnownByItsIdWhateverElseItHolds) {
  EXPECT_TRUE(webrcon::IsReplyTo(R"({"Identifier": 1001, "Type": 3, "Message": ""})", 1001));
  EXPECT_TRUE(webrcon::IsReplyTo(webrcon::EncodeCommand("serverinfo", 1001), 1001));
  for (const char* other : {"", "{", "[]", "1001", "{}", R"({"Identifier": 0})",
                            R"({"Identifier": "1001"})", R"({"Identifier": 1001.5})"}) {
    EXPECT_FALSE(webrcon::IsReplyTo(other, 1001)) << other;
  }
}

}  // namespace
}  // namespace reach::websocket
