// The modules that config/reach.yml shows as comments: taken out of them, they work.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "exporter/config/config.h"
#include "exporter/probes/registry.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"
#include "tests/support/test_attempt.h"
#include "tests/support/tls_peer.h"

namespace reach {
namespace {

using test::TcpPeer;
using test::TlsPeer;

// "  # name: ..." and what is indented below it. Files that a reader has to make are left out.
bool IsExample(const std::string& line) {
  const bool below = line.starts_with("  #   ");
  const std::size_t colon = line.find(':', 4);
  const bool name =
      line.starts_with("  # ") && colon != line.npos && line.find_first_of(" :", 4) == colon;
  return (below || name) && line.find("_file: ") == std::string::npos;
}

class ShippedModulesTest : public testing::Test {
 protected:
  ShippedModulesTest() {
    std::ifstream file(REACH_SOURCE_DIR "/config/reach.yml");
    std::string text;
    for (std::string line; std::getline(file, line);) {
      text += (IsExample(line) ? "  " + line.substr(4) : line) + "\n";
    }
    file_ = std::make_unique<test::TempFile>(text, ".yml");
  }

  std::shared_ptr<const Module> Load(const std::string& name) const {
    return config::LoadModule(file_->path(), name, Probers());
  }

  Observation Observe(const std::string& name, const Destination& where) {
    const auto probe = MakeProbe(*Load(name), shard_.context);
    return test::ObserveAtOnce(shard_, *probe, where);
  }

  // The module begins TLS after `before`. Who signed the certificate is nobody that it knows.
  void ExpectTlsAfter(const std::string& name, const TcpPeer::Script& before) {
    TlsPeer peer(shard_.io, test::SelfSigned({}), {.before = before});
    const Observation seen = Observe(name, peer.where());
    EXPECT_EQ(seen.reason, Reason::kTlsCertificateUntrusted) << name << " " << Name(seen.reason);
    EXPECT_TRUE(seen.facts) << name;
  }

  std::unique_ptr<test::TempFile> file_;
  test::TestShard shard_;
};

TEST_F(ShippedModulesTest, EachOfThemLoads) {
  for (const char* name :
       {"https", "vpn_api", "through_vpn", "behind_proxy", "udp_echo", "rcon_login"}) {
    EXPECT_NO_THROW(Load(name)) << name;
  }
  EXPECT_NO_THROW(config::LoadConfig(file_->path(), Probers()));
  EXPECT_TRUE(Load("udp_echo")->expect == StateSet{State::kOpen});
}

TEST_F(ShippedModulesTest, TlsFromTheFirstByteOn) { ExpectTlsAfter("https", {}); }

TEST_F(ShippedModulesTest, SmtpAfterRfc3207) {
  ExpectTlsAfter(
      "smtp_starttls",
      {TcpPeer::Send("220-mail.example.org\r\n220 ESMTP\r\n"), TcpPeer::Expect("EHLO prober\r\n"),
       TcpPeer::Send("250-mail.example.org\r\n250-STARTTLS\r\n250 HELP\r\n"),
       TcpPeer::Expect("STARTTLS\r\n"), TcpPeer::Send("220 ready\r\n")});
}

TEST_F(ShippedModulesTest, ImapAfterRfc3501) {
  ExpectTlsAfter("imap_starttls",
                 {TcpPeer::Send("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"),
                  TcpPeer::Expect("a1 STARTTLS\r\n"), TcpPeer::Send("a1 OK begin\r\n")});
}

TEST_F(ShippedModulesTest, Pop3AfterRfc2595) {
  ExpectTlsAfter("pop3_starttls", {TcpPeer::Send("+OK ready\r\n"), TcpPeer::Expect("STLS\r\n"),
                                   TcpPeer::Send("+OK begin\r\n")});
}

TEST_F(ShippedModulesTest, FtpAfterRfc4217) {
  ExpectTlsAfter("ftp_starttls", {TcpPeer::Send("220-hello\r\n220 ready\r\n"),
                                  TcpPeer::Expect("AUTH TLS\r\n"), TcpPeer::Send("234 begin\r\n")});
}

TEST_F(ShippedModulesTest, PostgresAfterItsSslRequest) {
  ExpectTlsAfter("postgres_tls", {TcpPeer::Expect(std::string("\0\0\0\x08\x04\xd2\x16\x2f", 8)),
                                  TcpPeer::Send("S")});
}

// RFC 4511 4.14: an extended request with the name 1.3.6.1.4.1.1466.20037, and its success.
TEST_F(ShippedModulesTest, LdapAfterItsExtendedRequest) {
  ExpectTlsAfter(
      "ldap_starttls",
      {TcpPeer::Expect("\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
                       "1.3.6.1.4.1.1466.20037"),
       TcpPeer::Send(std::string("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\0\x04\0\x04\0", 14))});
}

TEST_F(ShippedModulesTest, ProxyThatHangsUpIsFound) {
  TcpPeer peer(shard_.io, {TcpPeer::Close()});
  EXPECT_EQ(Observe("behind_proxy", peer.where()).reason, Reason::kClosedEarly);
}

}  // namespace
}  // namespace reach
