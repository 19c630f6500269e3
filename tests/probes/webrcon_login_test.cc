#include <gtest/gtest.h>

#include "exporter/probes/webrcon/login.h"
#include "exporter/probes/webrcon/webrcon_options.h"
#include "exporter/protocols/websocket.h"
#include "tests/support/module_reading.h"
#include "tests/support/temp_file.h"

namespace reach::webrcon {
namespace {

using websocket::Opcode;

const std::string kMask(4, '\0');
const std::string kUpgraded =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
const std::string kReply = R"({"Identifier": 1001, "Message": "{}", "Type": "Generic"})";

// As a server sends it: without a mask.
std::string Frame(char first, const std::string& payload) {
  std::string frame{first};
  if (payload.size() < 126) return frame + static_cast<char>(payload.size()) + payload;
  frame += '\x7f';
  for (int shift = 56; shift >= 0; shift -= 8) frame += static_cast<char>(payload.size() >> shift);
  return frame + payload;
}

Login MakeLogin(std::optional<std::string_view> password = "secret") {
  return {"192.0.2.1:28016", password, "the sample nonce", kMask};
}

std::optional<Reason> Hear(Login& login, const std::string& bytes) {
  std::string out;
  return login.Feed(bytes, out);
}

TEST(WebRconLoginTest, AsksUnderThePasswordAndThenSendsACommand) {
  Login login = MakeLogin();
  EXPECT_TRUE(login.TakeRequest().starts_with("GET /secret HTTP/1.1\r\n"));
  EXPECT_EQ(login.Goodbye(), "");
  std::string out;
  EXPECT_FALSE(login.Feed(kUpgraded, out));
  EXPECT_NE(out.find("serverinfo"), std::string::npos);
  EXPECT_EQ(out.find("secret"), std::string::npos);
  EXPECT_EQ(Hear(login, Frame('\x81', kReply)), Reason::kReply);
  EXPECT_TRUE(login.Goodbye().starts_with("\x88"));
}

TEST(WebRconLoginTest, AnySegmentationGivesTheSameVerdict) {
  const std::string all = kUpgraded + Frame('\x81', R"({"Identifier": 0, "Message": "Saved"})") +
                          Frame('\x89', "ping") + Frame('\x81', std::string(70000, 'x')) +
                          Frame('\x01', kReply.substr(0, 9)) + Frame('\x80', kReply.substr(9));
  for (const std::size_t cut : {std::size_t{1}, kUpgraded.size() + 1, kUpgraded.size() + 50,
                                kUpgraded.size() + 60000, all.size() - 1}) {
    Login login = MakeLogin();
    EXPECT_FALSE(Hear(login, all.substr(0, cut))) << cut;
    EXPECT_EQ(Hear(login, all.substr(cut)), Reason::kReply) << cut;
  }
}

TEST(WebRconLoginTest, HungUpOnAfterTheUpgradeOrRefusedItIsTheWrongPassword) {
  Login login = MakeLogin();
  EXPECT_EQ(Hear(login, kUpgraded + Frame('\x88', "\x03\xe8")), Reason::kExpectMismatch);
  for (const char* status : {"401 Unauthorized", "404 Not Found", "501 Not Implemented"}) {
    Login refused = MakeLogin();
    EXPECT_EQ(Hear(refused, "HTTP/1.1 " + std::string(status) + "\r\n\r\n"),
              Reason::kExpectMismatch);
  }
}

TEST(WebRconLoginTest, AnotherProtocolIsABadReply) {
  Login login = MakeLogin();
  EXPECT_EQ(Hear(login, "SSH-2.0-OpenSSH\r\n"), Reason::kBadReply);
  Login upgraded = MakeLogin();
  EXPECT_EQ(Hear(upgraded, kUpgraded + "\xff\xff"), Reason::kBadReply);
}

TEST(WebRconLoginTest, WithoutAPasswordAnyAnswerToTheHandshakeWillDo) {
  for (const std::string& answer : {kUpgraded, std::string("HTTP/1.1 501 No\r\n\r\n")}) {
    Login login = MakeLogin(std::nullopt);
    EXPECT_TRUE(login.TakeRequest().starts_with("GET / HTTP/1.1\r\n"));
    EXPECT_EQ(Hear(login, answer), Reason::kReply);
  }
}

test::Reading<Options> Read(const std::string& yaml) {
  return test::ReadModule<Options>(ReadOptions, yaml);
}

TEST(WebRconOptionsTest, PasswordIsTheFirstLineOfTheFile) {
  const test::TempFile file("s3cret pass\r\nmore\n");
  const auto reading = Read("webrcon: {password_file: " + file.path() + "}");
  EXPECT_TRUE(reading.faults.empty());
  EXPECT_EQ(reading.options->password, "s3cret pass");
  EXPECT_FALSE(Read("{}").options->password);
}

TEST(WebRconOptionsTest, FileThatIsMissingOrEmptyIsAFaultThatNamesNoSecret) {
  EXPECT_EQ(Read("webrcon: {password_file: /nowhere/rcon}").faults,
            std::vector<std::string>{"1: /nowhere/rcon cannot be read: No such file or directory"});
  const test::TempFile empty("\nsecret\n");
  const auto faults = Read("webrcon: {password_file: " + empty.path() + "}").faults;
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].find("secret"), std::string::npos);
  EXPECT_FALSE(Read("webrcon: {password: secret}").faults.empty());
}

}  // namespace
}  // namespace reach::webrcon
