#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "exporter/probes/tcp/tcp_probe.h"
#include "tests/support/families.h"
#include "tests/support/module_text.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"
#include "tests/support/test_attempt.h"
#include "tests/support/tls_peer.h"

namespace reach {
namespace {

using std::chrono::hours;
using test::TlsPeer;

std::string Word(const Observation& seen, std::string_view name) {
  if (seen.facts == nullptr) return "no facts";
  for (const auto& [key, value] : seen.facts->words) {
    if (key == name) return value;
  }
  return "no such word";
}

std::optional<double> Number(const Observation& seen, std::string_view name) {
  if (seen.facts == nullptr) return std::nullopt;
  for (const auto& [spec, value] : seen.facts->numbers) {
    if (spec->name == name) return value;
  }
  return std::nullopt;
}

// Certificates count in whole seconds, and the test takes some time.
void ExpectTime(const Observation& seen, std::string_view name, std::chrono::seconds from_now) {
  ASSERT_TRUE(Number(seen, name)) << name;
  EXPECT_NEAR(*Number(seen, name), static_cast<double>(test::UnixTimeIn(from_now)), 60) << name;
}

void ExpectExpiry(const Observation& seen, std::chrono::seconds from_now) {
  ExpectTime(seen, "tls_certificate_expiry_timestamp_seconds", from_now);
}

void ExpectValidFrom(const Observation& seen, std::chrono::seconds from_now) {
  ExpectTime(seen, "tls_certificate_valid_from_timestamp_seconds", from_now);
}

std::optional<double> Verified(const Observation& seen) {
  return Number(seen, "tls_certificate_verified");
}

class TlsProbeTest : public test::FamilyTest {
 protected:
  std::unique_ptr<Probe> Make(const std::string& tcp) {
    return test::MakeProbe(tcp::kProbeType, "tcp: " + tcp, shard_.context);
  }
  // With TLS; the test's authority is trusted. `more` goes under tls_config.
  std::string Trusting(const std::string& more = "") const {
    return "{tls: true, tls_config: {ca_file: " + ca_file_.path() + more + "}}";
  }
  Observation Observe(const Destination& where, const std::string& tcp) {
    const auto probe = Make(tcp);
    return test::ObserveAtOnce(shard_, *probe, where);
  }
  Observation ObserveCertificate(const test::Identity& identity, const std::string& more = "") {
    TlsPeer peer(shard_.io, identity, {}, GetParam());
    return Observe(peer.where(), Trusting(more));
  }

  // The server is done with its connection too.
  void AwaitEnd(const TlsPeer& peer) {
    test::RunUntil(shard_.io, [&] { return static_cast<bool>(peer.last_end()); });
  }

  test::TestShard shard_;
  test::Authority authority_;
  test::TempFile ca_file_{authority_.pem(), ".pem"};
  test::Identity good_ = authority_.Issue({});
};
INSTANTIATE_TEST_SUITE_P(Families, TlsProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(TlsProbeTest, GoodCertificateIsAReplyWithFacts) {
  const Observation seen =
      ObserveCertificate(authority_.Issue({.common_name = "game.example.org", .to = hours(48)}));
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_TRUE(seen.rtt);
  ExpectExpiry(seen, hours(48));
  ExpectValidFrom(seen, -hours(1));
  EXPECT_EQ(Verified(seen), 1);
  EXPECT_EQ(Word(seen, "version"), "TLSv1.3");
  EXPECT_EQ(Word(seen, "issuer"), "CN=Test Root");
  EXPECT_EQ(Word(seen, "subject"), "game.example.org");
  EXPECT_TRUE(Word(seen, "cipher").starts_with("TLS_"));
}

TEST_P(TlsProbeTest, SubjectWithoutCommonNameIsItsFirstDnsName) {
  EXPECT_EQ(Word(ObserveCertificate(good_), "subject"), "localhost");
}

TEST_P(TlsProbeTest, ExpiredCertificateIsNamedAndItsFactsAreKept) {
  const Observation seen =
      ObserveCertificate(authority_.Issue({.from = -hours(48), .to = -hours(24)}));
  EXPECT_EQ(seen.reason, Reason::kTlsCertificateExpired);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_FALSE(RowOf(seen.reason).complete);
  ExpectExpiry(seen, -hours(24));
  ExpectValidFrom(seen, -hours(48));
  EXPECT_EQ(Verified(seen), 0);
  EXPECT_EQ(Word(seen, "issuer"), "CN=Test Root");
}

TEST_P(TlsProbeTest, CertificateThatIsNotYetValidIsNoBetter) {
  const Observation seen = ObserveCertificate(authority_.Issue({.from = hours(1), .to = hours(2)}));
  EXPECT_EQ(seen.reason, Reason::kTlsCertificateExpired);
  ExpectValidFrom(seen, hours(1));
  ExpectExpiry(seen, hours(2));
}

TEST_P(TlsProbeTest, CertificateThatNobodyTrustedSignedIsUntrusted) {
  for (const test::Identity& identity :
       {test::SelfSigned({}), test::Authority("Other Root").Issue({})}) {
    const Observation seen = ObserveCertificate(identity);
    EXPECT_EQ(seen.reason, Reason::kTlsCertificateUntrusted);
    EXPECT_EQ(Verified(seen), 0);
    ExpectExpiry(seen, hours(24));
  }
}

TEST_P(TlsProbeTest, AuthoritiesOfTheSystemDoNotTrustThatOfTheTest) {
  TlsPeer peer(shard_.io, good_, {}, GetParam());
  EXPECT_EQ(Observe(peer.where(), "{tls: true}").reason, Reason::kTlsCertificateUntrusted);
}

TEST_P(TlsProbeTest, CertificateForOtherNamesIsAMismatch) {
  const Observation seen = ObserveCertificate(authority_.Issue({.names = "DNS:example.org"}));
  EXPECT_EQ(seen.reason, Reason::kTlsNameMismatch);
  ExpectExpiry(seen, hours(24));
  // A common name alone is not a name (RFC 9525).
  EXPECT_EQ(ObserveCertificate(authority_.Issue({.common_name = "localhost", .names = ""})).reason,
            Reason::kTlsNameMismatch);
}

TEST_P(TlsProbeTest, ServerNameReplacesTheHostOfTheCheck) {
  TlsPeer peer(shard_.io, authority_.Issue({.names = "DNS:example.org"}), {}, GetParam());
  EXPECT_EQ(Observe(peer.where(), Trusting(", server_name: example.org")).reason, Reason::kReply);
  AwaitEnd(peer);
  EXPECT_EQ(peer.last_sni(), "example.org");
}

TEST_P(TlsProbeTest, HostThatIsAnAddressIsVerifiedAsOneAndNotSentAsAName) {
  TlsPeer peer(shard_.io, good_, {}, GetParam());
  Destination where = peer.where();
  where.host = std::make_shared<const std::string>(ToString(where.address));
  EXPECT_EQ(Observe(where, Trusting()).reason, Reason::kReply);
  AwaitEnd(peer);
  EXPECT_EQ(peer.last_sni(), "");
  where.host = nullptr;
  EXPECT_EQ(Observe(where, Trusting()).reason, Reason::kReply);
  where.host = std::make_shared<const std::string>("192.0.2.1");
  EXPECT_EQ(Observe(where, Trusting()).reason, Reason::kTlsNameMismatch);
}

TEST_P(TlsProbeTest, SkippedVerificationStillReports) {
  const Observation seen =
      ObserveCertificate(test::SelfSigned({.to = -hours(0)}), ", insecure_skip_verify: true");
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_EQ(Verified(seen), 0);
  ExpectExpiry(seen, hours(0));
}

TEST_P(TlsProbeTest, ExpiryIsTheEarliestOfThePresentedChain) {
  const test::Authority between = authority_.Below("Between", hours(3));
  const Observation seen = ObserveCertificate(between.Issue({.to = hours(24)}));
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_EQ(Word(seen, "issuer"), "CN=Between");
  ExpectValidFrom(seen, -hours(1));
  ExpectExpiry(seen, hours(3));
}

TEST_P(TlsProbeTest, WordsOfACertificateCannotSpoilAnExposition) {
  const Observation seen =
      ObserveCertificate(authority_.Issue({.common_name = "a\nb" + std::string(40, 'x')}));
  EXPECT_EQ(Word(seen, "subject"), "a b" + std::string(40, 'x'));
}

TEST_P(TlsProbeTest, LongNamesAreCutAtACharacter) {
  // 64 characters is what a common name may have, and one more than 128 bytes has to go.
  std::string name;
  for (int i = 0; i < 64; ++i) name += "\u20ac";
  const Observation seen = ObserveCertificate(authority_.Issue({.common_name = name}));
  EXPECT_EQ(Word(seen, "subject"), name.substr(0, 126));
}

TEST_P(TlsProbeTest, VersionsAreLimitedAsTheModuleSays) {
  TlsPeer old(shard_.io, good_, {.version = TLS1_2_VERSION}, GetParam());
  EXPECT_EQ(Word(Observe(old.where(), Trusting()), "version"), "TLSv1.2");
  EXPECT_EQ(Observe(old.where(), Trusting(", min_version: TLS13")).reason,
            Reason::kTlsHandshakeFailed);
  TlsPeer recent(shard_.io, good_, {.version = TLS1_3_VERSION}, GetParam());
  EXPECT_EQ(Observe(recent.where(), Trusting(", max_version: TLS12")).reason,
            Reason::kTlsHandshakeFailed);
  TlsPeer ancient(shard_.io, good_, {.version = TLS1_VERSION}, GetParam());
  EXPECT_EQ(Observe(ancient.where(), Trusting()).reason, Reason::kTlsHandshakeFailed);
  EXPECT_EQ(Observe(ancient.where(), Trusting(", min_version: TLS10")).reason, Reason::kReply);
}

TEST_P(TlsProbeTest, PoliteEndTellsTheServer) {
  TlsPeer peer(shard_.io, good_, {}, GetParam());
  EXPECT_EQ(Observe(peer.where(), Trusting()).reason, Reason::kReply);
  AwaitEnd(peer);
  EXPECT_EQ(peer.last_end(), asio::error::eof) << peer.last_end().message();
}

TEST_P(TlsProbeTest, SocketThatSpokeTlsServesTheNextAttempt) {
  TlsPeer peer(shard_.io, good_, {}, GetParam());
  const auto probe =
      Make("{tls: true, close: reset, tls_config: {ca_file: " + ca_file_.path() + "}}");
  for (int round = 0; round < 5; ++round) {
    EXPECT_EQ(test::ObserveAtOnce(shard_, *probe, peer.where()).reason, Reason::kReply);
    EXPECT_EQ(shard_.tcp_sockets.idle(), 1U);
  }
}

}  // namespace
}  // namespace reach
