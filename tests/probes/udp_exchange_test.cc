#include "exporter/probes/udp/udp_exchange.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/families.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/test_attempt.h"

namespace reach {
namespace {

using Arrival = UdpExchange::Arrival;

// Sends one datagram, does what the test wants at that moment, and waits.
class OneDatagramProbe : public Probe {
 public:
  OneDatagramProbe(ProbeContext& context, std::function<void(UdpExchange&)> after_sending)
      : context_(context), after_sending_(std::move(after_sending)), workspace_(context.io) {}

  Task<Observation> Run(Destination where, Attempt&) override {
    UdpExchange exchange(where, context_, workspace_);
    if (!exchange.Open() || !exchange.Send("ping")) co_return exchange.failure();
    after_sending_(exchange);
    switch (co_await exchange.Receive()) {
      case Arrival::kDatagram:
        co_return exchange.Saw(Reason::kReply);
      case Arrival::kFailed:
        co_return exchange.failure();
      case Arrival::kDeadline:
        break;
    }
    co_return exchange.Saw(Reason::kNoAnswer);
  }

 private:
  ProbeContext& context_;
  std::function<void(UdpExchange&)> after_sending_;
  UdpWorkspace workspace_;
};

class UdpExchangeTest : public test::FamilyTest {
 protected:
  test::TestShard shard_;
  test::TestAttempt attempt_{shard_.io, std::chrono::hours(1)};
};
INSTANTIATE_TEST_SUITE_P(Families, UdpExchangeTest, test::kBothFamilies, test::FamilyName);

TEST_P(UdpExchangeTest, DeadlineWhileNothingIsPendingStillEndsTheAttempt) {
  const test::SilentUdp peer(shard_.io, GetParam());
  OneDatagramProbe probe(shard_.context, [&](UdpExchange&) { attempt_.Expire(); });
  attempt_.Start(probe, peer.where());
  EXPECT_EQ(attempt_.Finish().reason, Reason::kNoAnswer);
}

// Blocks until the kernel has refused a datagram of ours: by then it has refused earlier ones too.
void AwaitRefusal(asio::io_context& io, Destination where) {
  UdpSocket socket(io.get_executor());
  socket.connect(EndpointOf<asio::ip::udp>(where.address, where.port));
  socket.send(asio::buffer("ping", 4));
  char byte = 0;
  asio::error_code refused;
  socket.receive(asio::buffer(&byte, 1), 0, refused);
  ASSERT_EQ(refused, asio::error::connection_refused);
}

TEST_P(UdpExchangeTest, RefusalThatLiesThereAtTheDeadlineIsNotSilence) {
  const test::ClosedUdpPort closed(shard_.io, GetParam());
  OneDatagramProbe probe(shard_.context, [&](UdpExchange&) {
    AwaitRefusal(shard_.io, closed.where());
    attempt_.Expire();
  });
  attempt_.Start(probe, closed.where());
  EXPECT_EQ(attempt_.Finish().reason, Reason::kIcmpPortUnreachable);
}

TEST_P(UdpExchangeTest, ReplyBeatsAnErrorThatWaitsBesideIt) {
  test::SilentUdp peer(shard_.io, GetParam());
  OneDatagramProbe probe(shard_.context, [&](UdpExchange& exchange) {
    peer.Receive();
    peer.Answer("pong");
    peer.Refuse();
    EXPECT_TRUE(exchange.Send("ping"));
    AwaitRefusal(shard_.io, peer.where());
  });
  attempt_.Start(probe, peer.where());
  EXPECT_EQ(attempt_.Finish().reason, Reason::kReply);
}

// A loop that is busy elsewhere must not show in the round trip time. The kernel takes a moment to
// start stamping, hence several tries.
TEST_P(UdpExchangeTest, RoundTripTimeIsThatOfTheArrivalNotOfOurReading) {
  constexpr auto kBusy = std::chrono::milliseconds(20);
  OneDatagramProbe probe(shard_.context, [](UdpExchange&) {});
  bool stamped = false;
  const TimePoint end = Clock::now() + test::kPatience;
  while (!stamped && Clock::now() < end) {
    test::SilentUdp peer(shard_.io, GetParam());
    test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
    const TimePoint start = Clock::now();
    attempt.Start(probe, peer.where());
    shard_.io.poll();
    peer.Receive();
    peer.Answer("pong");
    const TimePoint answered = Clock::now();
    while (Clock::now() < answered + kBusy) continue;
    const Observation seen = attempt.Finish();
    ASSERT_TRUE(seen.rtt);
    EXPECT_GE(seen.duration, kBusy);
    stamped = *seen.rtt < answered - start + kBusy / 2;
  }
  EXPECT_TRUE(stamped);
}

TEST_P(UdpExchangeTest, AddressThatCannotBeConnectedFailsWithoutWaiting) {
  OneDatagramProbe probe(shard_.context, [](UdpExchange&) {});
  const Destination broadcast{*Address::Parse("255.255.255.255"), 28015};
  attempt_.Start(probe, broadcast);
  const Observation seen = attempt_.Finish();
  EXPECT_EQ(seen.state(), seen.error == ENETUNREACH ? State::kUnreachable : State::kError);
  EXPECT_NE(seen.error, 0);
}

}  // namespace
}  // namespace reach
