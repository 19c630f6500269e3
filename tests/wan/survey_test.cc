#include "exporter/wan/survey.h"

#include <gtest/gtest.h>

#include "exporter/wan/natpmp_source.h"
#include "tests/support/dnsmasq.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/wan_peers.h"
#include "tests/support/web_server.h"

namespace reach::wan {
namespace {

const Address kHere = *Address::Parse("8.8.4.7");
constexpr Duration kPatience = std::chrono::seconds(3);

Task<web::Response> Page(int status, std::string body) {
  web::Response response = web::TextResponse(status, body);
  response.body = std::move(body);
  co_return response;
}

class SurveyTest : public testing::Test {
 protected:
  // The address that one source gives; "" for none.
  std::string Ask(const std::string& text, Duration patience = kPatience) {
    Survey survey(io_, names_, helpers_, patience);
    std::vector<config::WanSource> sources = {config::ParseWanSource(text).value()};
    const auto answers =
        test::RunCoroutine(io_, survey.Take(std::move(sources), Family::kIp4)).value();
    return answers.empty() ? "" : ToString(answers.front().address);
  }
  std::string AskWeb(int status, const std::string& body) {
    test::WebServer server([=](const web::Request&) { return Page(status, body); });
    return Ask("http://127.0.0.1:" + std::to_string(server.port()) + "/ip");
  }

  asio::io_context io_{1};
  NameService names_{io_, {}, {}};
  Helpers helpers_{io_};
};

std::string At(std::string_view scheme, const test::UdpPeer& peer) {
  return std::string(scheme) + "127.0.0.1:" + std::to_string(peer.where().port);
}

TEST_F(SurveyTest, StunServerSaysWhereItSeesUs) {
  test::UdpPeer peer(io_, test::AddressPeer([] { return kHere; }));
  EXPECT_EQ(Ask(At("stun://", peer)), "8.8.4.7");
}

TEST_F(SurveyTest, LostDatagramIsAskedAgain) {
  int asked = 0;
  test::UdpPeer peer(io_, test::AddressPeer([&] { return ++asked == 1 ? Address() : kHere; }));
  EXPECT_EQ(Ask(At("stun://", peer)), "8.8.4.7");
  EXPECT_EQ(asked, 2);
}

TEST_F(SurveyTest, AnswerToAnotherQuestionOrFromAnotherPortIsNotBelieved) {
  test::UdpPeer peer(io_, [](std::string_view request) -> std::vector<test::Datagram> {
    std::string wrong(request);
    wrong[10] = static_cast<char>(wrong[10] ^ 1);
    return {{test::StunResponse(wrong, kHere)}, {test::StunResponse(request, kHere), true}};
  });
  EXPECT_EQ(Ask(At("stun://", peer), std::chrono::milliseconds(200)), "");
}

TEST_F(SurveyTest, ClosedPortEndsAtOnce) {
  std::string text;
  {
    test::UdpPeer peer(io_, nullptr);
    text = At("stun://", peer);
  }
  io_.restart();
  io_.poll();  // the peer's end
  EXPECT_EQ(Ask(text, std::chrono::hours(1)), "");
}

TEST_F(SurveyTest, WebPageIsReadAndErrorPagesAreNot) {
  EXPECT_EQ(AskWeb(200, "8.8.4.7\n"), "8.8.4.7");
  EXPECT_EQ(AskWeb(200, "<html><body>Current IP Address: 8.8.4.7</body></html>"), "8.8.4.7");
  EXPECT_EQ(AskWeb(200, "<h1>Maintenance</h1><p>nginx/1.22.1"), "");
  EXPECT_EQ(AskWeb(503, "8.8.4.7"), "");
  EXPECT_EQ(AskWeb(302, "8.8.4.7"), "");
  EXPECT_EQ(AskWeb(200, "2001:4860::1"), "");  // not over this family
}

TEST_F(SurveyTest, EndlessPageIsNoAnswer) {
  EXPECT_EQ(AskWeb(200, "8.8.4.7 " + std::string(20000, 'x')), "");
}

TEST_F(SurveyTest, ProxyOfTheEnvironmentIsNotUsed) {
  setenv("http_proxy", "http://127.0.0.1:1/", 1);
  EXPECT_EQ(AskWeb(200, "8.8.4.7"), "8.8.4.7");
  unsetenv("http_proxy");
}

TEST_F(SurveyTest, DnsServerIsAskedForAddressAndText) {
  if (!test::Dnsmasq::Installed()) GTEST_SKIP() << "dnsmasq is not installed";
  const test::Dnsmasq dnsmasq({"--address=/myip.test/8.8.4.7", "--txt-record=text.test,8.8.4.7",
                               "--txt-record=subnet.test,edns0-client-subnet 9.9.9.0/24"});
  EXPECT_EQ(Ask("dns://" + dnsmasq.address() + "/myip.test"), "8.8.4.7");
  EXPECT_EQ(Ask("dns://" + dnsmasq.address() + "/text.test?txt"), "8.8.4.7");
  EXPECT_EQ(Ask("dns://" + dnsmasq.address() + "/subnet.test?txt"), "");
  EXPECT_EQ(Ask("dns://" + dnsmasq.address() + "/gone.test"), "");
}

TEST_F(SurveyTest, SourceOfTheOtherFamilyAndTheRouterAreLeftOut) {
  Survey survey(io_, names_, helpers_, kPatience);
  std::vector<config::WanSource> sources = {config::ParseWanSource("stun://[::1]:9").value(),
                                            config::ParseWanSource("router").value()};
  EXPECT_TRUE(test::RunCoroutine(io_, survey.Take(std::move(sources), Family::kIp4))->empty());
}

TEST_F(SurveyTest, NatPmpRouterSaysItsAddress) {
  test::UdpPeer peer(io_, test::AddressPeer([] { return kHere; }));
  const auto said = test::RunCoroutine(
      io_, AskNatPmp(io_, peer.where().address, std::chrono::seconds(1), peer.where().port));
  ASSERT_TRUE(said);
  EXPECT_EQ(said->external, kHere);
  EXPECT_FALSE(said->mismatch);
  // Reading only: the two questions that change nothing, and never a MAP (opcode 1 or 2).
  for (const std::string& request : peer.received()) {
    ASSERT_GE(request.size(), 2U);
    EXPECT_EQ(request[1], '\0');
  }
}

}  // namespace
}  // namespace reach::wan
