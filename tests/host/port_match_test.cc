#include "exporter/host/port_match.h"

#include <gtest/gtest.h>

namespace reach::host {
namespace {

constexpr Port kGame = {Transport::kUdp, 28015};
constexpr Port kRcon = {Transport::kTcp, 28016};
constexpr Port kQuery = {Transport::kUdp, 28017};
const std::set<Port> kRust = {kGame, kRcon, kQuery};

struct Owner {
  std::optional<std::uint32_t> uid;
  std::optional<std::uint64_t> cgroup = std::nullopt;
  std::optional<std::uint32_t> pid = std::nullopt;
};

Listener At(Port port, const Owner& owner) {
  Listener listener;
  listener.transport = port.first;
  listener.port = port.second;
  listener.uid = owner.uid;
  listener.cgroup = owner.cgroup;
  listener.pid = owner.pid;
  return listener;
}

PortListeners MatchQuery(const std::vector<Listener>& listeners) {
  return MatchPort(listeners, kQuery.first, kQuery.second, OwnersOf(listeners, kRust));
}

std::vector<std::uint16_t> PortsOf(const std::vector<Listener>& listeners) {
  std::vector<std::uint16_t> ports;
  for (const Listener& listener : listeners) ports.push_back(listener.port);
  return ports;
}
using Ports = std::vector<std::uint16_t>;

TEST(PortMatchTest, SocketOnThePortIsHereAndTheOtherTransportIsToldApart) {
  const PortListeners match =
      MatchQuery({At(kQuery, {1000}), At({Transport::kTcp, 28017}, {1000}), At(kGame, {1000})});
  EXPECT_EQ(PortsOf(match.here), Ports{28017});
  EXPECT_EQ(match.here[0].transport, Transport::kUdp);
  ASSERT_EQ(match.other_transport.size(), 1U);
  EXPECT_EQ(match.other_transport[0].transport, Transport::kTcp);
  EXPECT_TRUE(match.elsewhere.empty());
}

TEST(PortMatchTest, SameUserOnAnotherPortMayBeWhatIsMeant) {
  const PortListeners match =
      MatchQuery({At(kGame, {1000}), At({Transport::kUdp, 28117}, {1000}),
                  At({Transport::kUdp, 28217}, {1001}), At({Transport::kTcp, 28317}, {1000})});
  EXPECT_EQ(PortsOf(match.elsewhere), Ports{28117});
}

TEST(PortMatchTest, PortThatIsTakenIsNotElsewhere) {
  const PortListeners match =
      MatchQuery({At(kQuery, {1000}), At({Transport::kUdp, 28117}, {1000})});
  EXPECT_TRUE(match.elsewhere.empty());
}

TEST(PortMatchTest, PortOfAnotherCheckIsNotElsewhere) {
  EXPECT_TRUE(MatchQuery({At(kGame, {1000}), At(kRcon, {1000})}).elsewhere.empty());
}

TEST(PortMatchTest, RootOwnsHalfOfTheHostUnlessTheCgroupAgrees) {
  EXPECT_TRUE(
      MatchQuery({At(kGame, {0, 77}), At({Transport::kUdp, 28117}, {0, 78})}).elsewhere.empty());
  EXPECT_EQ(
      PortsOf(MatchQuery({At(kGame, {0, 77}), At({Transport::kUdp, 28117}, {0, 77})}).elsewhere),
      Ports{28117});
}

TEST(PortMatchTest, RootOfTheCgroupsAndNobodyAreNoOwners) {
  for (const Owner& owner : {Owner{0, 1}, Owner{65534}, Owner{std::nullopt}}) {
    EXPECT_TRUE(
        MatchQuery({At(kGame, owner), At({Transport::kUdp, 28117}, owner)}).elsewhere.empty());
  }
}

TEST(PortMatchTest, ProcessOfAPastedListingIsAnOwner) {
  const Owner game = {std::nullopt, std::nullopt, 4312};
  const Owner other = {std::nullopt, std::nullopt, 900};
  const PortListeners match = MatchQuery(
      {At(kGame, game), At({Transport::kUdp, 28117}, game), At({Transport::kUdp, 28217}, other)});
  EXPECT_EQ(PortsOf(match.elsewhere), Ports{28117});
}

TEST(PortMatchTest, SocketOnAClientPortIsAQueryOfTheGameToOthers) {
  const std::vector<Listener> listeners = {At(kGame, {1000}), At({Transport::kUdp, 40000}, {1000})};
  EXPECT_TRUE(MatchQuery(listeners).elsewhere.empty());
  const Owners owners = OwnersOf(listeners, kRust);
  EXPECT_EQ(
      PortsOf(MatchPort(listeners, kQuery.first, kQuery.second, owners, {50000, 60000}).elsewhere),
      Ports{40000});
}

}  // namespace
}  // namespace reach::host
