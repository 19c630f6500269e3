#include "exporter/probes/icmp/icmp_probe.h"

#include <gtest/gtest.h>

#include "exporter/probes/icmp/icmp_options.h"
#include "tests/support/echo_forger.h"
#include "tests/support/icmp_permission.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/test_attempt.h"

namespace reach::icmp {
namespace {

using std::chrono::milliseconds;
using test::Loopback;

class IcmpProbeTest : public test::IcmpTest {
 protected:
  std::unique_ptr<Probe> Make(const Options& options) {
    Module module;
    module.name = module.prober = "icmp";
    module.transport = Transport::kIcmp;
    module.options = std::make_shared<Options>(options);
    return kProbeType.make(module, shard_.context);
  }
  Observation Observe(const Options& options) {
    const auto probe = Make(options);
    return test::ObserveAtOnce(shard_, *probe, {Loopback(GetParam()), 0});
  }
  static std::optional<double> Fact(const Observation& seen, std::string_view name) {
    if (!seen.facts) return std::nullopt;
    for (const auto& [spec, value] : seen.facts->numbers) {
      if (spec->name == name) return value;
    }
    return std::nullopt;
  }
  test::TestShard shard_;
};

INSTANTIATE_TEST_SUITE_P(Families, IcmpProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(IcmpProbeTest, AnsweredPingIsOpenWithItsRoundTrip) {
  const Observation seen = Observe({});
  EXPECT_EQ(seen.reason, Reason::kReply);
  ASSERT_TRUE(seen.rtt);
  EXPECT_GT(*seen.rtt, Duration::zero());
  EXPECT_LE(*seen.rtt, seen.duration);
  EXPECT_EQ(seen.echoes_sent, 1);
  EXPECT_EQ(seen.echoes_received, 1);
  EXPECT_EQ(Fact(seen, "icmp_loss_ratio"), 0);
  EXPECT_EQ(Fact(seen, "icmp_duplicates"), 0);
  EXPECT_GT(Fact(seen, "icmp_reply_hop_limit").value_or(0), 0);
  EXPECT_EQ(Fact(seen, "icmp_jitter_seconds"), std::nullopt);
}

TEST_P(IcmpProbeTest, EveryEchoOfTheCountIsSentAtItsSpacing) {
  Options options;
  options.count = 4;
  options.spacing = milliseconds(10);
  const Observation seen = Observe(options);
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_EQ(seen.echoes_sent, 4);
  EXPECT_EQ(seen.echoes_received, 4);
  EXPECT_GE(seen.duration, milliseconds(30));
  EXPECT_TRUE(Fact(seen, "icmp_jitter_seconds"));
}

TEST_P(IcmpProbeTest, SettingsOfOneModuleDoNotTouchTheOthers) {
  Options large;
  large.echo.payload_size = 60000;
  Options near;
  near.echo.ttl = 1;
  near.echo.source = Loopback(GetParam());
  EXPECT_EQ(Observe(large).reason, Reason::kReply);
  EXPECT_EQ(Observe(near).reason, Reason::kReply);
  EXPECT_EQ(Observe(large).reason, Reason::kReply);
  EXPECT_GT(Fact(Observe({}), "icmp_reply_hop_limit").value_or(0), 1);
}

TEST_P(IcmpProbeTest, EchoThatMayNotBeFragmentedMustFitTheInterface) {
  if (GetParam() == Family::kIp4) GTEST_SKIP() << "an IPv4 packet always fits loopback's 65536";
  Options options;
  options.echo.payload_size = kMaxPayload;
  EXPECT_EQ(Observe(options).reason, Reason::kReply);
  options.echo.dont_fragment = true;
  EXPECT_EQ(Observe(options).reason, Reason::kMessageTooBig);
  options.echo.dont_fragment = false;
  EXPECT_EQ(Observe(options).reason, Reason::kReply);
}

TEST_P(IcmpProbeTest, SourceAddressThatIsNotOursIsAnErrorOfOurOwn) {
  Options options;
  options.echo.source = *Address::Parse(GetParam() == Family::kIp6 ? "2001:db8::1" : "192.0.2.1");
  EXPECT_EQ(Observe(options).reason, Reason::kSourceUnusable);
}

TEST_P(IcmpProbeTest, AttemptsInFlightTogetherGetTheirOwnReplies) {
  Options options;
  options.count = 3;
  options.spacing = milliseconds(10);
  const auto probe = Make(options);
  std::vector<std::unique_ptr<test::TestAttempt>> attempts;
  for (int i = 0; i < 300; ++i) {  // more than one socket carries
    attempts.push_back(std::make_unique<test::TestAttempt>(shard_.io, 10 * test::kPatience));
    attempts.back()->Start(*probe, {Loopback(GetParam()), 0});
  }
  for (const auto& attempt : attempts) {
    const Observation seen = attempt->Finish();
    EXPECT_EQ(seen.reason, Reason::kReply);
    EXPECT_EQ(seen.echoes_received, 3);
    EXPECT_EQ(Fact(seen, "icmp_duplicates"), 0);
  }
}

TEST_P(IcmpProbeTest, AnswerThatIsThereAtTheDeadlineIsFound) {
  const auto probe = Make({});
  test::TestAttempt attempt(shard_.io, test::kPatience);
  attempt.Start(*probe, {Loopback(GetParam()), 0});
  shard_.io.run_one();  // the echo goes out, and loopback answers it at once
  attempt.Expire();
  EXPECT_EQ(attempt.Finish().reason, Reason::kReply);
}

TEST_P(IcmpProbeTest, DuplicatesAreCounted) {
  test::EchoForger forger(GetParam());
  if (!forger.permitted()) GTEST_SKIP() << "forging needs CAP_NET_RAW";
  Options options;
  options.count = 2;
  options.spacing = std::chrono::seconds(1);
  options.echo.payload_size = test::EchoForger::PayloadSize();
  const auto probe = Make(options);
  test::TestAttempt attempt(shard_.io, 10 * test::kPatience);
  attempt.Start(*probe, {Loopback(GetParam()), 0});
  shard_.io.run_one();
  const auto heard = forger.Hear();
  const Echo copy{heard.id, heard.sequence, heard.nonce.value_or(0)};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(forger.Reply(copy, Loopback(GetParam())));
  const Observation seen = attempt.Finish();
  EXPECT_EQ(seen.echoes_received, 2);
  EXPECT_EQ(Fact(seen, "icmp_duplicates"), 2);
}

}  // namespace
}  // namespace reach::icmp
