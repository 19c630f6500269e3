#include "exporter/diagnosis/arrivals.h"

#include <gtest/gtest.h>

#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

const Address kVantage = *Address::Parse("203.0.114.9");

Sighting Fails(Reason reason, std::string vantage = "fra1", const Address& source = kVantage) {
  Sighting seen = From(std::move(vantage), Seen(View::kOutside, reason));
  seen.source = source;
  return seen;
}

PortsFrom Heard(std::set<std::uint16_t> ports) {
  return [ports = std::move(ports)](const Address& source, Transport) {
    return std::optional(source == kVantage ? ports : std::set<std::uint16_t>());
  };
}

TEST(ArrivalsTest, PacketsOfTheVantageAtThePortHaveArrived) {
  const PortEvidence port = TcpPort({Fails(Reason::kNoAnswer)});
  const auto arrival = ArrivalByPackets(port, {28016, {28015, 28016}}, Heard({28016}));
  ASSERT_TRUE(arrival);
  EXPECT_TRUE(arrival->arrived);
  EXPECT_TRUE(arrival->marked);
  EXPECT_EQ(arrival->vantage, "fra1");
  EXPECT_TRUE(arrival->elsewhere.empty());
}

TEST(ArrivalsTest, ThePortCountsByItsNumberOnTheServer) {
  const PortEvidence port = TcpPort({Fails(Reason::kNoAnswer)});
  EXPECT_TRUE(ArrivalByPackets(port, {38016, {38016}}, Heard({38016}))->arrived);
}

TEST(ArrivalsTest, PacketsAtAnotherPortAreElsewhere) {
  const PortEvidence port = TcpPort({Fails(Reason::kRst)});
  const auto arrival = ArrivalByPackets(port, {28016, {28015, 28016}}, Heard({28015, 29016}));
  ASSERT_TRUE(arrival);
  EXPECT_FALSE(arrival->arrived);
  EXPECT_EQ(arrival->elsewhere, std::vector<std::uint16_t>{29016});
}

TEST(ArrivalsTest, OneVantageWhosePacketsComeCountsOverAnotherWhoseDoNot) {
  const Address silent = *Address::Parse("198.51.100.200");
  const PortEvidence port =
      TcpPort({Fails(Reason::kNoAnswer, "nyc1", silent), Fails(Reason::kNoAnswer)});
  const auto arrival = ArrivalByPackets(port, {28016, {28016}}, Heard({28016}));
  ASSERT_TRUE(arrival);
  EXPECT_TRUE(arrival->arrived);
  EXPECT_EQ(arrival->vantage, "fra1");
}

TEST(ArrivalsTest, NothingIsKnownOfAVantageBehindANatOrWhereNobodyCouldListen) {
  const Address hidden = *Address::Parse("192.168.1.4");
  const ServedPort served{28016, {28016}};
  EXPECT_FALSE(ArrivalByPackets(TcpPort({Fails(Reason::kNoAnswer, "fra1", hidden)}), served,
                                Heard({28016})));
  const PortsFrom deaf = [](const Address&, Transport) { return std::nullopt; };
  EXPECT_FALSE(ArrivalByPackets(TcpPort({Fails(Reason::kNoAnswer)}), served, deaf));
  EXPECT_FALSE(ArrivalByPackets(TcpPort({Works(View::kOutside)}), served, Heard({28016})));
}

// One port that refuses the vantage, as the counters show.
std::optional<Arrival> Counted(PortEvidence port, host::CounterDeltas counters,
                               host::BindScope scope = host::BindScope::kNone) {
  port.counters = counters;
  port.listeners = Bound(scope, port.transport, port.port);
  const TargetEvidence target = Target({std::move(port)});
  return ArrivalByCounters(CasesOf(target).front());
}

TEST(ArrivalsTest, WhatTheHostRefusedHasArrivedWhereNobodyListens) {
  const auto tcp = Counted(TcpPort({Fails(Reason::kRst)}), {.resets_sent = 1});
  ASSERT_TRUE(tcp);
  EXPECT_TRUE(tcp->arrived);
  EXPECT_FALSE(tcp->marked);
  EXPECT_EQ(tcp->vantage, "fra1");
  EXPECT_TRUE(Counted(QueryPort({Fails(Reason::kIcmpPortUnreachable)}), {.udp_no_ports = 1}));
}

TEST(ArrivalsTest, CountersSayNothingOfAPortThatIsListenedOn) {
  EXPECT_FALSE(Counted(TcpPort({Fails(Reason::kRst)}), {.resets_sent = 1}, host::BindScope::kDual));
  const Arrival counted{"fra1", true, false};
  PortEvidence port = TcpPort({});
  EXPECT_FALSE(IsAboutPort(counted, port));
  port.listeners = Bound(host::BindScope::kDual);
  EXPECT_FALSE(IsAboutPort(counted, port));
  EXPECT_TRUE(IsAboutPort({"fra1", false, true}, port));
  port.listeners = Bound(host::BindScope::kNone);
  EXPECT_TRUE(IsAboutPort(counted, port));
}

TEST(ArrivalsTest, CountersSayNothingWhereTheVantageWasNotRefusedByTheHost) {
  EXPECT_FALSE(Counted(TcpPort({Fails(Reason::kNoAnswer)}), {.resets_sent = 9}));
  EXPECT_FALSE(Counted(TcpPort({Fails(Reason::kRst)}), {.udp_no_ports = 9}));
  Trace router = Hops(2, 1);
  router.host_distance = 3;
  EXPECT_FALSE(Counted(TcpPort({Traced(router, Fails(Reason::kRst))}), {.resets_sent = 9}));
  EXPECT_FALSE(
      Counted(TcpPort({Fails(Reason::kRst), Fails(Reason::kRst, "nyc1")}), {.resets_sent = 1}));
}

}  // namespace
}  // namespace reach::diagnosis
