// TLS that does not come about, and what is said inside it.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "exporter/probes/tcp/tcp_probe.h"
#include "tests/support/families.h"
#include "tests/support/loopback.h"
#include "tests/support/module_text.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"
#include "tests/support/test_attempt.h"
#include "tests/support/tls_peer.h"

namespace reach {
namespace {

using test::TcpPeer;
using test::TlsPeer;

class TlsTroubleTest : public test::FamilyTest {
 protected:
  std::unique_ptr<Probe> Make(const std::string& tcp) {
    return test::MakeProbe(tcp::kProbeType, "tcp: {" + tcp + "}", shard_.context);
  }
  Observation Observe(const Destination& where, const std::string& tcp) {
    const auto probe = Make(tcp);
    return test::ObserveAtOnce(shard_, *probe, where);
  }
  std::string Trusting(const std::string& more = "") const {
    return "tls_config: {ca_file: " + ca_file_.path() + more + "}, ";
  }

  test::TestShard shard_;
  test::Authority authority_;
  test::TempFile ca_file_{authority_.pem(), ".pem"};
  test::Identity good_ = authority_.Issue({});
  test::Identity me_ = authority_.Issue({.common_name = "probe"});
  test::TempFile cert_file_{me_.certificates, ".pem"};
  test::TempFile key_file_{me_.key, ".pem"};
  std::string with_certificate_ =
      Trusting(", cert_file: " + cert_file_.path() + ", key_file: " + key_file_.path());
};
INSTANTIATE_TEST_SUITE_P(Families, TlsTroubleTest, test::kBothFamilies, test::FamilyName);

TEST_P(TlsTroubleTest, ServerThatSpeaksNoTlsIsKnownAtOnce) {
  TcpPeer peer(shard_.io, {TcpPeer::Send("220 smtp.example.org ESMTP\r\n")}, GetParam());
  const Observation seen = Observe(peer.where(), "tls: true");
  EXPECT_EQ(seen.reason, Reason::kTlsHandshakeFailed);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_FALSE(seen.facts);
}

TEST_P(TlsTroubleTest, HangUpWithoutAWordStaysAHangUp) {
  // What meets our first message decides: a closed connection, or a closed socket that resets it.
  TcpPeer closing(shard_.io, {TcpPeer::Close()}, GetParam());
  const Reason end = Observe(closing.where(), "tls: true").reason;
  EXPECT_TRUE(end == Reason::kClosedEarly || end == Reason::kResetAfterOpen) << Name(end);
  TcpPeer resetting(shard_.io, {TcpPeer::Reset()}, GetParam());
  EXPECT_EQ(Observe(resetting.where(), "tls: true").reason, Reason::kResetAfterOpen);
}

TEST_P(TlsTroubleTest, HandshakeThatHangsEndsAtTheDeadline) {
  TcpPeer peer(shard_.io, {}, GetParam());
  const auto probe = Make("tls: true");
  const Observation seen = test::ObserveSilence(shard_, *probe, peer.where());
  EXPECT_EQ(seen.reason, Reason::kTlsHandshakeTimeout);
  EXPECT_TRUE(seen.rtt);
}

TEST_P(TlsTroubleTest, AnswerThatLiesThereAtTheDeadlineIsNotSilence) {
  TcpAcceptor acceptor(shard_.io, EndpointOf<asio::ip::tcp>(test::Loopback(GetParam()), 0));
  const auto probe = Make("tls: true");
  test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
  attempt.Start(*probe, test::DestinationOf(acceptor));
  shard_.io.poll();
  TcpSocket server = acceptor.accept();
  while (server.available() == 0) shard_.io.poll();  // until the ClientHello is there
  server.send(asio::buffer("HTTP/1.1 400 Bad Request\r\n\r\n", 28));
  attempt.Expire();
  EXPECT_EQ(attempt.Finish().reason, Reason::kTlsHandshakeFailed);
}

TEST_P(TlsTroubleTest, ClientCertificateIsShownWhereItIsAskedFor) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsPeer peer(
        shard_.io, good_,
        {.inside = {TcpPeer::Send("welcome\n")}, .version = version, .client_ca = authority_.pem()},
        GetParam());
    EXPECT_EQ(
        Observe(peer.where(), with_certificate_ + "tls: true, query_response: [{expect: welcome}]")
            .reason,
        Reason::kReply);
    // TLS 1.3 refuses a client only after its handshake is over for the client.
    EXPECT_EQ(
        Observe(peer.where(), Trusting() + "tls: true, query_response: [{expect: welcome}]").reason,
        Reason::kTlsHandshakeFailed);
  }
}

TEST_P(TlsTroubleTest, DialogueGoesOnInsideTls) {
  TlsPeer peer(
      shard_.io, good_,
      {.inside = {TcpPeer::Expect("PING\n"), TcpPeer::Send("PO"), TcpPeer::Send("NG\r\n")}},
      GetParam());
  const std::string dialogue = "tls: true, query_response: [{send: PING}, {expect: '^PONG$'}]";
  const Observation seen = Observe(peer.where(), Trusting() + dialogue);
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_TRUE(seen.facts);
}

TEST_P(TlsTroubleTest, BadCertificateEndsTheDialogueBeforeItsFirstWord) {
  TlsPeer peer(shard_.io, test::SelfSigned({}), {.inside = {TcpPeer::Expect("SECRET\n")}},
               GetParam());
  EXPECT_EQ(
      Observe(peer.where(), Trusting() + "tls: true, query_response: [{send: SECRET}]").reason,
      Reason::kTlsCertificateUntrusted);
  test::RunUntil(shard_.io, [&] { return bool(peer.last_end()); });
  EXPECT_EQ(peer.last_end(), asio::error::eof) << "something was sent";
}

TEST_P(TlsTroubleTest, EndInsideTlsIsAnEarlyEnd) {
  TlsPeer peer(shard_.io, good_, {.close = true}, GetParam());
  EXPECT_EQ(Observe(peer.where(), Trusting() + "tls: true, query_response: [{expect: x}]").reason,
            Reason::kClosedEarly);
  EXPECT_EQ(Observe(peer.where(), Trusting() + "tls: true, hold: 30s").reason,
            Reason::kClosedEarly);
}

TEST_P(TlsTroubleTest, SilenceInsideTlsEndsAtTheDeadline) {
  TlsPeer peer(shard_.io, good_, {}, GetParam());
  const auto probe = Make(Trusting() + "tls: true, query_response: [{expect: x}]");
  EXPECT_EQ(test::ObserveSilence(shard_, *probe, peer.where()).reason, Reason::kExpectTimeout);
}

constexpr const char* kSmtp =
    "query_response: [{expect: '^220 '}, {send: 'EHLO probe'}, {expect: '^250 STARTTLS$'},"
    " {send: STARTTLS}, {expect: '^220 '}, {starttls: true}, {send: 'EHLO again'},"
    " {expect: '^250 (.*)'}]";

TcpPeer::Script SmtpUntilTls(const std::string& last_word) {
  return {TcpPeer::Send("220 mail.example.org ESMTP\r\n"), TcpPeer::Expect("EHLO probe\n"),
          TcpPeer::Send("250-SIZE 1000\r\n250 STARTTLS\r\n"), TcpPeer::Expect("STARTTLS\n"),
          TcpPeer::Send(last_word)};
}

TEST_P(TlsTroubleTest, StartTlsCarriesTheDialogueOnInsideTls) {
  TlsPeer peer(shard_.io, good_,
               {.before = SmtpUntilTls("220 go ahead\r\n"),
                .inside = {TcpPeer::Expect("EHLO again\n"), TcpPeer::Send("250 AUTH PLAIN\r\n")}},
               GetParam());
  const Observation seen = Observe(peer.where(), Trusting() + kSmtp);
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_TRUE(seen.facts);
}

TEST_P(TlsTroubleTest, PlainWordsAfterStartTlsAreNotTakenForWordsInsideIt) {
  TlsPeer peer(shard_.io, good_,
               {.before = SmtpUntilTls("220 go ahead\r\n250 injected\r\n"),
                .inside = {TcpPeer::Expect("EHLO again\n")},
                .close = true},
               GetParam());
  EXPECT_NE(Observe(peer.where(), Trusting() + kSmtp).reason, Reason::kReply);
}

TEST_P(TlsTroubleTest, StartTlsWithABadCertificateSaysSo) {
  TlsPeer peer(shard_.io, test::SelfSigned({}), {.before = SmtpUntilTls("220 go ahead\r\n")},
               GetParam());
  EXPECT_EQ(Observe(peer.where(), kSmtp).reason, Reason::kTlsCertificateUntrusted);
}

}  // namespace
}  // namespace reach
