// What becomes of an attempt whose peer is no console of Rust; tests/e2e/webrcon_test.py has one.
#include "exporter/probes/webrcon/webrcon_probe.h"

#include <gtest/gtest.h>

#include "exporter/probes/webrcon/webrcon_options.h"
#include "tests/support/families.h"
#include "tests/support/tcp_peer.h"
#include "tests/support/test_attempt.h"

namespace reach::webrcon {
namespace {

using test::ObserveAtOnce;
using test::ObserveSilence;
using test::TcpPeer;

class WebRconProbeTest : public test::FamilyTest {
 protected:
  WebRconProbeTest() {
    auto options = std::make_shared<Options>();
    options->password = "secret";
    Module module;
    module.options = std::move(options);
    probe_ = kProbeType.make(module, shard_.context);
  }

  Reason Observe(TcpPeer::Script script) {
    const TcpPeer peer(shard_.io, std::move(script), GetParam());
    return ObserveAtOnce(shard_, *probe_, peer.where()).reason;
  }

  test::TestShard shard_;
  std::unique_ptr<Probe> probe_;
};
INSTANTIATE_TEST_SUITE_P(Families, WebRconProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(WebRconProbeTest, RefusedUpgradeIsTheWrongPassword) {
  EXPECT_EQ(Observe({TcpPeer::Send("HTTP/1.1 401 Unauthorized\r\n\r\n"), TcpPeer::Close()}),
            Reason::kExpectMismatch);
}

TEST_P(WebRconProbeTest, HangUpWithoutAWordIsTold) {
  EXPECT_EQ(Observe({TcpPeer::Expect("GET /secret HTTP/1.1\r\n"), TcpPeer::Reset()}),
            Reason::kResetAfterOpen);
}

TEST_P(WebRconProbeTest, ServerThatSpeaksFirstIsAnotherOne) {
  EXPECT_EQ(Observe({TcpPeer::Send("220 hello\r\n")}), Reason::kBadReply);
}

TEST_P(WebRconProbeTest, SilenceAfterTheHandshakeIsOpenAndSaysSo) {
  const TcpPeer peer(shard_.io, {}, GetParam());
  const Observation seen = ObserveSilence(shard_, *probe_, peer.where());
  EXPECT_EQ(seen.reason, Reason::kExpectTimeout);
  EXPECT_TRUE(seen.rtt);
}

TEST_P(WebRconProbeTest, NobodyListensIsRefused) {
  Destination where;
  {
    const TcpPeer peer(shard_.io, {}, GetParam());
    where = peer.where();
  }
  EXPECT_EQ(ObserveAtOnce(shard_, *probe_, where).reason, Reason::kRst);
}

}  // namespace
}  // namespace reach::webrcon
