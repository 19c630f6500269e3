#include "exporter/engine/one_shot.h"

#include <gtest/gtest.h>

#include "exporter/config/config.h"
#include "exporter/net/endpoint.h"
#include "exporter/net/type_of_service.h"
#include "exporter/probes/registry.h"
#include "tests/support/families.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/tcp_peer.h"

namespace reach {
namespace {

class OneShotTest : public test::FamilyTest {
 protected:
  static void NoLookup(const std::string& name, Family, std::function<void(const NameAnswer&)>) {
    ADD_FAILURE() << "asked for " << name;
  }

  asio::io_context io_{1};
  OneShot once_{io_, NoLookup};
};

TEST_P(OneShotTest, ClosedTcpPortOnThisHostAnswersAtTheFirstHop) {
  const test::ClosedTcpPort closed(io_, GetParam());
  const auto trace = test::RunCoroutine(io_, once_.FollowRoute(Transport::kTcp, closed.where()));
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->answered_at, 1);
  EXPECT_EQ(trace->answer, Reason::kRst);
}

TEST_P(OneShotTest, WithTheRightToATraceTellsWhatTheHeaderOfARefusalSaid) {
  const test::ClosedTcpPort closed(io_, GetParam());
  if (!once_.WatchAnswers(closed.where().address)) GTEST_SKIP() << "needs CAP_NET_RAW";
  const auto trace = test::RunCoroutine(io_, once_.FollowRoute(Transport::kTcp, closed.where()));
  ASSERT_TRUE(trace && trace->answer_ttl && trace->answer_tos);
  EXPECT_GT(*trace->answer_ttl, 1);
  EXPECT_EQ(*trace->answer_tos, kLowDelay);  // a closed port copies it
}

TEST_P(OneShotTest, ATraceTellsTheTtlOfAnotherAnswerWhileSomebodyWatches) {
  const test::ClosedTcpPort closed(io_, GetParam());
  const auto watch = once_.WatchAnswers(closed.where().address);
  if (!watch) GTEST_SKIP() << "needs CAP_NET_RAW";
  asio::ip::tcp::acceptor open(io_,
                               EndpointOf<asio::ip::tcp>(closed.where().address, std::uint16_t{0}));
  asio::ip::tcp::socket client(io_);
  client.connect(open.local_endpoint());
  const auto trace = test::RunCoroutine(io_, once_.FollowRoute(Transport::kTcp, closed.where()));
  ASSERT_TRUE(trace && trace->host_ttl);
  EXPECT_EQ(trace->host_ttl, trace->answer_ttl);
}

TEST_P(OneShotTest, ClosedUdpPortOnThisHostAnswersAtTheFirstHop) {
  const test::ClosedUdpPort closed(io_, GetParam());
  const auto trace = test::RunCoroutine(io_, once_.FollowRoute(Transport::kUdp, closed.where()));
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->answered_at, 1);
  EXPECT_EQ(trace->last_router, 0);
}

TEST_P(OneShotTest, SilentPortGivesATraceThatEnds) {
  const test::SilentUdp silent(io_, GetParam());
  const auto trace = test::RunCoroutine(io_, once_.FollowRoute(Transport::kUdp, silent.where()));
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->answered_at, 0);
}

TEST_P(OneShotTest, LiteralNeedsNoLookupAndAnAttemptSaysWhatItSaw) {
  const test::ClosedTcpPort closed(io_, GetParam());
  const auto found =
      test::RunCoroutine(io_, once_.Find(ToString(closed.where().address), Family::kAny));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->address, closed.where().address);
  const auto module = config::LoadModule("", "tcp", Probers());
  const auto landing =
      test::RunCoroutine(io_, once_.Try(module, closed.where(), std::chrono::seconds(4)));
  ASSERT_TRUE(landing);
  EXPECT_EQ(landing->seen.reason, Reason::kRst);
}

INSTANTIATE_TEST_SUITE_P(Families, OneShotTest, test::kBothFamilies, test::FamilyName);

}  // namespace
}  // namespace reach
