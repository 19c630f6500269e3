// The causes at the server itself, each from evidence as its views give it.
#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

using host::BindScope;

PortEvidence With(PortEvidence port, host::PortListeners listeners) {
  port.listeners = std::move(listeners);
  return port;
}

Diagnosis Of(PortEvidence port) { return Diagnose(Target({std::move(port)})).checks.front(); }

void ExpectCause(const Diagnosis& found, Cause cause, Confidence confidence) {
  EXPECT_EQ(Name(found.cause), Name(cause));
  EXPECT_EQ(Name(found.confidence), Name(confidence));
}

TEST(ServerCausesTest, NobodyListensAndTheHostRefusesItself) {
  const Diagnosis found =
      Of(With(TcpPort({Seen(View::kLoopback, Reason::kRst), Seen(View::kOutside, Reason::kRst)}),
              Bound(BindScope::kNone)));
  ExpectCause(found, Cause::kServiceDown, Confidence::kProved);
}

TEST(ServerCausesTest, AQuietUdpPortWithoutASocketIsOnlyLikelyDown) {
  const Diagnosis found = Of(
      With(GamePort({Works(View::kOutside, Reason::kNoReplyRequired)}), Bound(BindScope::kNone)));
  ExpectCause(found, Cause::kServiceDown, Confidence::kLikely);
}

TEST(ServerCausesTest, AYoungProcessIsStillStarting) {
  TargetEvidence target =
      Target({With(TcpPort({Seen(View::kLoopback, Reason::kRst)}), Bound(BindScope::kNone))});
  target.process_age = std::chrono::seconds(40);
  ExpectCause(Diagnose(target).root, Cause::kServiceStarting, Confidence::kLikely);
  target.process_age = std::chrono::minutes(10);
  ExpectCause(Diagnose(target).root, Cause::kServiceDown, Confidence::kProved);
}

TEST(ServerCausesTest, TheSameOwnerListensOnAnotherPort) {
  host::PortListeners listeners;
  listeners.elsewhere = Bound(BindScope::kDual, Transport::kTcp, 28116).here;
  const Diagnosis found = Of(With(TcpPort({Seen(View::kLoopback, Reason::kRst)}), listeners));
  ExpectCause(found, Cause::kWrongPort, Confidence::kLikely);
  EXPECT_NE(found.evidence.front().find("28116"), std::string::npos);
}

TEST(ServerCausesTest, AnotherExpectedPortOfTheTargetIsNoWrongPort) {
  host::PortListeners listeners;
  listeners.elsewhere = Bound(BindScope::kDual, Transport::kTcp, 28082).here;
  PortEvidence companion = TcpPort({Works(View::kLoopback)});
  companion.port = 28082;
  const TargetDiagnosis found = Diagnose(
      Target({With(TcpPort({Seen(View::kLoopback, Reason::kRst)}), listeners), companion}));
  ExpectCause(found.checks.front(), Cause::kServiceDown, Confidence::kProved);
}

TEST(ServerCausesTest, ThePortIsUsedByTheOtherTransport) {
  host::PortListeners listeners;
  listeners.other_transport = Bound(BindScope::kDual, Transport::kUdp).here;
  const Diagnosis found = Of(With(TcpPort({Seen(View::kLoopback, Reason::kRst)}), listeners));
  ExpectCause(found, Cause::kWrongProtocol, Confidence::kProved);
}

TEST(ServerCausesTest, BoundToLoopbackIsProvedByTheSocketAlone) {
  const Diagnosis found = Of(With(TcpPort({Works(View::kLoopback), Seen(View::kLan, Reason::kRst)}),
                                  Bound(BindScope::kLoopback)));
  ExpectCause(found, Cause::kBoundToLoopback, Confidence::kProved);
}

TEST(ServerCausesTest, BoundToLoopbackIsProvedByTheHostsOwnTwoWays) {
  const Diagnosis found =
      Of(TcpPort({Works(View::kLoopback), Seen(View::kOwnAddress, Reason::kRst)}));
  ExpectCause(found, Cause::kBoundToLoopback, Confidence::kProved);
}

TEST(ServerCausesTest, AQuietGamePortBoundToLoopbackIsSeenAlthoughNothingFails) {
  const Diagnosis found = Of(With(GamePort({Works(View::kOutside, Reason::kNoReplyRequired)}),
                                  Bound(BindScope::kLoopback, Transport::kUdp)));
  ExpectCause(found, Cause::kBoundToLoopback, Confidence::kProved);
}

TEST(ServerCausesTest, RconOnLoopbackOnPurposeIsHealthy) {
  PortEvidence rcon = With(TcpPort({Works(View::kLoopback), Works(View::kOutside, Reason::kRst)}),
                           Bound(BindScope::kLoopback));
  rcon.internal = true;
  ExpectCause(Of(rcon), Cause::kHealthy, Confidence::kProved);
}

TEST(ServerCausesTest, BoundToAnAddressThatTheHostLost) {
  const Diagnosis found =
      Of(With(TcpPort({Seen(View::kLoopback, Reason::kRst), Seen(View::kLan, Reason::kRst)}),
              Bound(BindScope::kLostAddress)));
  ExpectCause(found, Cause::kBoundToLostAddress, Confidence::kProved);
}

TEST(ServerCausesTest, ListensByIpv6OnlyAndIpv4IsRefused) {
  const PortEvidence port = TcpPort(
      {Seen(View::kLan, Reason::kRst), At(*Address::Parse("2001:db8::20"), Works(View::kLan))});
  ExpectCause(Of(port), Cause::kIpv6OnlyBind, Confidence::kLikely);
  ExpectCause(Of(With(port, Bound(BindScope::kWildcardV6))), Cause::kIpv6OnlyBind,
              Confidence::kProved);
}

TEST(ServerCausesTest, AFullAcceptQueueIsNoFirewall) {
  host::PortListeners listeners = Bound(BindScope::kDual);
  listeners.here.front().backlog = 2;
  listeners.here.front().backlog_limit = 1;
  const PortEvidence silent =
      TcpPort({Seen(View::kLoopback, Reason::kNoAnswer), Seen(View::kOutside, Reason::kNoAnswer)});
  ExpectCause(Of(With(silent, listeners)), Cause::kAcceptQueueFull, Confidence::kProved);
  listeners.here.front().backlog = 0;
  listeners.here.front().backlog_limit = 128;
  EXPECT_NE(Of(With(silent, listeners)).cause, Cause::kAcceptQueueFull);
}

TEST(ServerCausesTest, TheCounterOfTheWholeHostMakesAFullQueueOnlyLikelyFromOutside) {
  PortEvidence port =
      With(TcpPort({Seen(View::kOutside, Reason::kNoAnswer)}), Bound(BindScope::kDual));
  port.counters = host::CounterDeltas{};
  port.counters->listen_overflows = 3;
  ExpectCause(Of(port), Cause::kAcceptQueueFull, Confidence::kLikely);
}

TEST(ServerCausesTest, AServerThatDoesNotReadItsDatagramsHangs) {
  host::PortListeners listeners = Bound(BindScope::kDual, Transport::kUdp, 28017);
  listeners.here.front().queued = 4096;
  const PortEvidence silent = QueryPort(
      {Seen(View::kLoopback, Reason::kNoAnswer), Seen(View::kOutside, Reason::kNoAnswer)});
  ExpectCause(Of(With(silent, listeners)), Cause::kApplicationHung, Confidence::kProved);
  listeners.here.front().queued = 0;
  ExpectCause(Of(With(silent, listeners)), Cause::kApplicationHung, Confidence::kLikely);
}

TEST(ServerCausesTest, AStoppedProcessStillShakesHands) {
  host::PortListeners listeners = Bound(BindScope::kDual);
  listeners.here.front().backlog = 1;
  listeners.here.front().backlog_limit = 128;
  ExpectCause(Of(With(TcpPort({Seen(View::kLoopback, Reason::kExpectTimeout)}), listeners)),
              Cause::kApplicationHung, Confidence::kProved);
  ExpectCause(Of(TcpPort({Seen(View::kOutside, Reason::kExpectTimeout)})), Cause::kApplicationHung,
              Confidence::kLikely);
}

TEST(ServerCausesTest, AnotherServiceAnswers) {
  ExpectCause(Of(QueryPort({Seen(View::kLoopback, Reason::kBadReply)})), Cause::kWrongService,
              Confidence::kProved);
  ExpectCause(Of(QueryPort({Seen(View::kOutside, Reason::kBadReply)})), Cause::kWrongService,
              Confidence::kLikely);
}

TEST(ServerCausesTest, AProxyAcceptsForADeadServer) {
  const Diagnosis found = Of(With(
      TcpPort({Seen(View::kOwnAddress, Reason::kRst), Seen(View::kOutside, Reason::kClosedEarly)}),
      Bound(BindScope::kNone)));
  ExpectCause(found, Cause::kProxyBackendDown, Confidence::kProved);
}

TEST(ServerCausesTest, TheServerItselfHangsUp) {
  const Diagnosis found = Of(With(TcpPort({Seen(View::kLoopback, Reason::kResetAfterOpen),
                                           Seen(View::kOutside, Reason::kResetAfterOpen)}),
                                  Bound(BindScope::kDual)));
  ExpectCause(found, Cause::kClosedEarly, Confidence::kLikely);
}

TEST(ServerCausesTest, RconRefusesThePassword) {
  PortEvidence rcon = TcpPort({Seen(View::kLoopback, Reason::kExpectMismatch)});
  rcon.prober = "rcon";
  ExpectCause(Of(rcon), Cause::kRconAuth, Confidence::kProved);
}

TEST(ServerCausesTest, ThePlayersClientIsNewerThanTheServer) {
  PortEvidence query = QueryPort({Works(View::kOutside, Reason::kReply)});
  query.version = "2511";
  query.expected_version = "2512";
  ExpectCause(Of(query), Cause::kVersionMismatch, Confidence::kProved);
  query.version = "2512";
  ExpectCause(Of(query), Cause::kHealthy, Confidence::kLikely);
}

}  // namespace
}  // namespace reach::diagnosis
