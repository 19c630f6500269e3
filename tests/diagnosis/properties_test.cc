// What holds for any evidence, however odd: a seed makes the same evidence in every run.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "exporter/diagnosis/cause_table.h"
#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/port_case.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  unsigned Below(unsigned limit) {
    return std::uniform_int_distribution<unsigned>(0, limit - 1)(engine_);
  }
  bool Once(unsigned in) { return Below(in) == 0; }
  std::uint8_t Hop() { return static_cast<std::uint8_t>(Below(6)); }

 private:
  std::mt19937 engine_;
};

Address AnyAddress(Dice& dice) {
  const std::array addresses = {kPublic, kLan, kStranger, *Address::Parse("2001:db8::20"),
                                Address()};
  return addresses[dice.Below(addresses.size())];
}

Sighting AnySighting(Dice& dice) {
  Sighting seen = Seen(static_cast<View>(dice.Below(5)), static_cast<Reason>(dice.Below(39)));
  seen.expected = dice.Once(3);
  seen.vantage = std::array{"local", "fra1", "nyc1"}[dice.Below(3)];
  if (dice.Once(3)) seen.address = AnyAddress(dice);
  if (dice.Once(3)) seen.icmp = IcmpError{3, 0, AnyAddress(dice), Offender::kOther};
  if (dice.Once(4)) seen.rtt = std::chrono::milliseconds(dice.Below(900));
  seen.attempts = dice.Below(30);
  seen.answered = dice.Below(30);
  seen.syn_retransmits = dice.Below(8);
  if (dice.Once(2)) {
    seen.trace = Hops(dice.Hop(), dice.Hop(), dice.Hop());
    seen.trace->host_distance = dice.Hop();
    if (dice.Once(3)) seen.trace->answer_tos = static_cast<std::uint8_t>(dice.Below(2) * 16);
    if (dice.Once(3)) seen.trace->answer_ttl = static_cast<std::uint8_t>(dice.Below(256));
    if (dice.Once(3)) seen.trace->host_ttl = static_cast<std::uint8_t>(dice.Below(256));
  }
  return seen;
}

host::PortListeners AnyListeners(Dice& dice) {
  host::PortListeners listeners = Bound(static_cast<host::BindScope>(dice.Below(7)));
  for (host::Listener& listener : listeners.here) {
    if (dice.Once(2)) listener.backlog = dice.Below(4);
    if (dice.Once(2)) listener.backlog_limit = dice.Below(4);
    if (dice.Once(2)) listener.queued = dice.Below(2);
  }
  if (dice.Once(4)) listeners.elsewhere = Bound(host::BindScope::kDual).here;
  if (dice.Once(4)) listeners.other_transport = Bound(host::BindScope::kDual).here;
  return listeners;
}

PortEvidence AnyPort(Dice& dice) {
  PortEvidence port = std::array{TcpPort, QueryPort, GamePort}[dice.Below(3)]({});
  for (unsigned i = dice.Below(5); i > 0; --i) port.sightings.push_back(AnySighting(dice));
  port.internal = dice.Once(5);
  if (dice.Once(3)) port.listeners = AnyListeners(dice);
  if (dice.Once(3)) port.counters = host::CounterDeltas{dice.Below(2), dice.Below(2), 0, 0};
  if (dice.Once(3)) port.mapping = Mapping(AnyAddress(dice), dice.Once(2) ? port.port : 1);
  if (port.mapping && dice.Once(3)) port.mapping->internal_address.reset();
  if (dice.Once(3)) port.arrival = Arrival{"fra1", dice.Once(2), dice.Once(2)};
  if (dice.Once(9)) port.version = "1";
  if (dice.Once(9)) port.expected_version = "2";
  return port;
}

TargetEvidence AnyTarget(Dice& dice) {
  TargetEvidence target = Target({});
  for (unsigned i = dice.Below(4); i > 0; --i) target.ports.push_back(AnyPort(dice));
  if (dice.Once(4)) target.internet_online = dice.Once(2);
  if (dice.Once(4)) target.lan_online = dice.Once(2);
  if (dice.Once(2)) {
    target.wan = Wan(AnyAddress(dice), static_cast<wan::Nat>(dice.Below(6)));
    target.wan->ip4.agreed = dice.Once(2);
    if (dice.Once(2)) target.wan->router_external = AnyAddress(dice);
  }
  if (dice.Once(3)) {
    target.ddns.emplace();
    target.ddns->state = static_cast<wan::DdnsState>(dice.Below(7));
  }
  target.kubernetes = dice.Once(4);
  target.name_is_literal = dice.Once(4);
  if (dice.Once(5)) target.process_age = std::chrono::seconds(dice.Below(200));
  return target;
}

// One packet may get through any line.
std::uint32_t AnswersFrom(const PortCase& port, View view) {
  std::uint32_t answers = 0;
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(view).all()) {
      if (AnswerOf(*seen, other.port->transport) == Answer::kYes) answers += seen->answered;
    }
  }
  return answers;
}

void ExpectHonest(const Diagnosis& found, const PortCase& port) {
  SCOPED_TRACE(std::string(Name(found.cause)) + " " + std::string(Name(found.confidence)));
  if (found.confidence == Confidence::kProved) {
    EXPECT_TRUE(CanProve(found.cause, port.sources));
  }
  if (RowOf(found.cause).wan_claim) {
    EXPECT_TRUE(!port.at(View::kOutside).empty() || port.port->mapping);
  }
  if (found.cause == Cause::kHealthy && found.confidence == Confidence::kProved &&
      !port.port->internal) {
    EXPECT_GE(AnswersFrom(port, View::kOutside), 16U);
  }
  if (found.cause == Cause::kUndecided) {
    EXPECT_GE(found.candidates.size(), 2U);
    EXPECT_FALSE(found.settle.empty());
    EXPECT_NE(found.confidence, Confidence::kProved);
  }
  EXPECT_EQ(std::count(found.candidates.begin(), found.candidates.end(), found.cause), 0);
}

TEST(DiagnosisPropertiesTest, AnyEvidenceGivesAnHonestDiagnosis) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const TargetEvidence target = AnyTarget(dice);
    const TargetDiagnosis found = Diagnose(target);
    const std::vector<PortCase> cases = CasesOf(target);
    ASSERT_EQ(found.checks.size(), cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) ExpectHonest(found.checks[i], cases[i]);
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST(DiagnosisPropertiesTest, TheRootOfOnePortIsThatOfItsCheckUnlessTheWholeTargetIsHit) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    TargetEvidence target = AnyTarget(dice);
    if (target.ports.empty()) continue;
    target.ports.resize(1);
    const TargetDiagnosis found = Diagnose(target);
    if (RowOf(found.root.cause).whole_target) continue;
    ASSERT_EQ(found.root.cause, found.checks.front().cause);
  }
}

TEST(DiagnosisPropertiesTest, OutsideAloneNeverProvesAFaultOfTheServer) {
  for (const Reason reason :
       {Reason::kRst, Reason::kNoAnswer, Reason::kIcmpPortUnreachable, Reason::kIcmpHostUnreachable,
        Reason::kClosedEarly, Reason::kExpectTimeout, Reason::kBadReply}) {
    const Diagnosis found =
        Diagnose(Target({TcpPort(
                     {Seen(View::kOutside, reason), From("nyc1", Seen(View::kOutside, reason))})}))
            .root;
    EXPECT_NE(found.confidence, Confidence::kProved) << Name(reason);
  }
}

}  // namespace
}  // namespace reach::diagnosis
