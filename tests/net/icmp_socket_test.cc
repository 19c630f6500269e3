#include "exporter/net/icmp_socket.h"

#include <gtest/gtest.h>

#include "exporter/net/icmp_sockets.h"
#include "exporter/protocols/icmp_echo.h"
#include "tests/support/echo_forger.h"
#include "tests/support/icmp_permission.h"
#include "tests/support/run_coroutine.h"

namespace reach {
namespace {

using test::Loopback;

class Listener : public EchoListener {
 public:
  virtual ~Listener() = default;
  void Replied(std::uint16_t sequence, Duration rtt, int hop_limit) override {
    replies.push_back(sequence);
    last_rtt = rtt;
    last_hop_limit = hop_limit;
  }
  void Failed(std::uint16_t, const QueuedError& error) override { errors.push_back(error); }

  std::vector<std::uint16_t> replies;
  std::vector<QueuedError> errors;
  Duration last_rtt{};
  int last_hop_limit = 0;
};

class IcmpSocketTest : public test::IcmpTest {
 protected:
  void SetUp() override {
    test::IcmpTest::SetUp();
    if (IsSkipped()) return;
    int error = 0;
    socket_ = sockets_.Take(GetParam(), error);
    ASSERT_TRUE(socket_) << error;
  }
  std::uint16_t Send(Listener& listener) {
    const auto sent = socket_->Send(Loopback(GetParam()), {}, listener);
    EXPECT_EQ(sent.error, 0);
    return sent.sequence;
  }
  bool Await(const Listener& listener, std::size_t replies) {
    return test::RunUntil(io_, [&] { return listener.replies.size() >= replies; });
  }

  asio::io_context io_;
  IcmpSockets sockets_{io_};
  std::shared_ptr<IcmpSocket> socket_;
};

INSTANTIATE_TEST_SUITE_P(Families, IcmpSocketTest, test::kBothFamilies, test::FamilyName);

TEST_P(IcmpSocketTest, EchoIsAnsweredWithItsTimeAndHopLimit) {
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  ASSERT_TRUE(Await(listener, 1));
  EXPECT_EQ(listener.replies, std::vector{sequence});
  EXPECT_GT(listener.last_rtt, Duration::zero());
  EXPECT_GT(listener.last_hop_limit, 0);
  EXPECT_TRUE(listener.errors.empty());
}

TEST_P(IcmpSocketTest, LateReplyOfAForgottenEchoBelongsToNobody) {
  Listener early, late;
  const std::uint16_t forgotten = Send(early);
  socket_->Forget(forgotten);
  const std::uint16_t sequence = Send(late);
  ASSERT_TRUE(Await(late, 1));
  EXPECT_TRUE(early.replies.empty());
  EXPECT_EQ(late.replies, std::vector{sequence});
}

TEST_P(IcmpSocketTest, SequenceInFlightIsNotGivenTwice) {
  Listener busy, listener;
  const std::uint16_t kept = Send(busy);
  for (int i = 1; i <= 70000; ++i) {
    const std::uint16_t sequence = Send(listener);
    ASSERT_NE(sequence, kept);
    // In step with the kernel: where its queue overflows, it drops the echoes of other tests too.
    if (i % 50 == 0) {
      ASSERT_TRUE(Await(listener, listener.replies.size() + 1));
    }
    socket_->Forget(sequence);
  }
}

TEST_P(IcmpSocketTest, LoopEndsWhenNoEchoIsOnItsWay) {
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  ASSERT_TRUE(Await(listener, 1));
  socket_->Forget(sequence);
  io_.restart();
  io_.run();  // would not return
  Send(listener);
  EXPECT_TRUE(Await(listener, 2));
}

TEST_P(IcmpSocketTest, SocketMayEndWhileAReplyWaits) {
  Listener listener;
  {
    IcmpSockets sockets(io_);
    int error = 0;
    const auto socket = sockets.Take(GetParam(), error);
    ASSERT_TRUE(socket);
    EXPECT_EQ(socket->Send(Loopback(GetParam()), {}, listener).error, 0);
  }
  io_.run();
  EXPECT_TRUE(listener.replies.empty());
}

TEST_P(IcmpSocketTest, AnotherSourceAddressThanOursIsRefusedByTheKernel) {
  Listener listener;
  EchoSettings settings;
  settings.source = *Address::Parse(GetParam() == Family::kIp6 ? "2001:db8::1" : "192.0.2.1");
  EXPECT_EQ(socket_->Send(Loopback(GetParam()), settings, listener).error, EADDRNOTAVAIL);
  settings.source = *Address::Parse(GetParam() == Family::kIp6 ? "127.0.0.1" : "::1");
  EXPECT_EQ(socket_->Send(Loopback(GetParam()), settings, listener).error, EADDRNOTAVAIL);
}

class ForgedReplyTest : public IcmpSocketTest {
 protected:
  void SetUp() override {
    IcmpSocketTest::SetUp();
    if (!IsSkipped() && !forger_.permitted()) GTEST_SKIP() << "forging needs CAP_NET_RAW";
  }
  std::uint16_t Send(Listener& listener) {
    EchoSettings settings;
    settings.payload_size = test::EchoForger::PayloadSize();
    const auto sent = socket_->Send(Loopback(GetParam()), settings, listener);
    EXPECT_EQ(sent.error, 0);
    return sent.sequence;
  }
  // What an echo of ours looked like on the wire.
  icmp::Echo Overhear(std::uint16_t sequence) {
    auto heard = forger_.Hear();
    while (heard.sequence != sequence) heard = forger_.Hear();  // an earlier one
    return {heard.id, heard.sequence, heard.nonce.value_or(0)};
  }
  // The real reply and whatever was forged before it are there: loopback keeps the order.
  std::size_t RepliesOf(Listener& listener) {
    socket_->Read();
    return listener.replies.size();
  }
  test::EchoForger forger_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Families, ForgedReplyTest, test::kBothFamilies, test::FamilyName);

TEST_P(ForgedReplyTest, SecondReplyToOneEchoIsReportedToo) {
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  ASSERT_TRUE(forger_.Reply(Overhear(sequence), Loopback(GetParam())));
  ASSERT_TRUE(Await(listener, 2));
  EXPECT_EQ(listener.replies, (std::vector{sequence, sequence}));
}

TEST_P(ForgedReplyTest, ReplyWithAnotherNonceNeverCounts) {
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  icmp::Echo forged = Overhear(sequence);
  forged.nonce += 1;
  ASSERT_TRUE(forger_.Reply(forged, Loopback(GetParam())));
  ASSERT_TRUE(Await(listener, 1));
  EXPECT_EQ(RepliesOf(listener), 1U);
}

TEST_P(ForgedReplyTest, LateReplyUnderASequenceThatIsUsedAgainNeverCounts) {
  Listener early, late;
  const std::uint16_t old_sequence = Send(early);
  icmp::Echo reply = Overhear(old_sequence);
  ASSERT_TRUE(Await(early, 1));
  socket_->Forget(old_sequence);
  reply.sequence = Send(late);
  ASSERT_TRUE(Await(late, 1));
  ASSERT_TRUE(forger_.Reply(reply, Loopback(GetParam())));
  EXPECT_EQ(RepliesOf(late), 1U);
  EXPECT_EQ(RepliesOf(early), 1U);
}

TEST_P(ForgedReplyTest, ReplyToAnotherIdNeverCounts) {
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  icmp::Echo forged = Overhear(sequence);
  forged.id = static_cast<std::uint16_t>(forged.id + 1);
  ASSERT_TRUE(forger_.Reply(forged, Loopback(GetParam())));
  ASSERT_TRUE(Await(listener, 1));
  EXPECT_EQ(RepliesOf(listener), 1U);
}

TEST_P(ForgedReplyTest, ReplyFromAnotherAddressThanTheTargetNeverCounts) {
  if (GetParam() == Family::kIp6) GTEST_SKIP() << "loopback has one IPv6 address only";
  Listener listener;
  const std::uint16_t sequence = Send(listener);
  ASSERT_TRUE(forger_.Reply(Overhear(sequence), *Address::Parse("127.0.0.9")));
  ASSERT_TRUE(Await(listener, 1));
  EXPECT_EQ(RepliesOf(listener), 1U);
}

}  // namespace
}  // namespace reach
