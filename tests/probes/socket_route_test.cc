#include "exporter/probes/socket_route.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "exporter/net/endpoint.h"
#include "exporter/probes/a2s/a2s_probe.h"
#include "exporter/probes/tcp/tcp_probe.h"
#include "exporter/probes/udp/udp_probe.h"
#include "tests/support/capabilities.h"
#include "tests/support/families.h"
#include "tests/support/loopback.h"
#include "tests/support/module_reading.h"
#include "tests/support/module_text.h"
#include "tests/support/tcp_peer.h"
#include "tests/support/test_attempt.h"
#include "tests/support/udp_peer.h"

namespace reach {
namespace {

using Faults = std::vector<std::string>;

struct Section {
  const ProbeType* type;
  std::string name;
};
const std::array<Section, 3> kSections = {
    {{&tcp::kProbeType, "tcp"}, {&udp::kProbeType, "udp"}, {&a2s::kProbeType, "a2s"}}};

std::unique_ptr<Probe> Make(test::TestShard& shard, const Section& section,
                            const std::string& keys) {
  return test::MakeProbe(*section.type, section.name + ": {" + keys + "}", shard.context);
}

Observation Observe(test::TestShard& shard, const Section& section, const std::string& keys,
                    const Destination& where) {
  const auto probe = Make(shard, section, keys);
  return test::ObserveAtOnce(shard, *probe, where);
}

TEST(SocketRouteTest, FamiliesAreChosenAsInTheBlackboxExporter) {
  const auto read = [](const std::string& keys) {
    return test::MakeModule(tcp::kProbeType, "tcp: {" + keys + "}").families;
  };
  EXPECT_EQ(read("").first, Family::kIp4);
  EXPECT_TRUE(read("").fallback);
  EXPECT_EQ(read("preferred_ip_protocol: ip6").first, Family::kIp6);
  EXPECT_FALSE(read("ip_protocol_fallback: false").fallback);
  const FamilyOrder bound = read("source_ip_address: '::1', preferred_ip_protocol: ip4");
  EXPECT_EQ(bound.first, Family::kIp6);
  EXPECT_TRUE(bound.fallback);  // the attempt tells that it cannot go there
}

TEST(SocketRouteTest, FaultsNameTheirLine) {
  for (const Section& section : kSections) {
    const auto faults = [&](const std::string& key) {
      const std::string yaml = section.name + ":\n  " + key;
      return test::ReadModule<ModuleOptions>(section.type->prober.read, yaml).faults;
    };
    EXPECT_EQ(faults("source_ip_address: localhost"), Faults{"2: not an IP address: localhost"});
    EXPECT_EQ(faults("source_interface: sixteen-bytes-xx"),
              Faults{"2: the name of an interface has 1 to 15 bytes"});
    EXPECT_EQ(faults("mark: 0").size(), 1U);
    EXPECT_EQ(faults("preferred_ip_protocol: ip5").size(), 1U);
  }
}

TEST(SocketRouteTest, TcpComesFromTheSourceAddressAndItsSocketIsNotUsedAgain) {
  test::TestShard shard;
  TcpAcceptor acceptor(shard.io, {ToAsio(test::Loopback(Family::kIp4)), 0});
  for (const char* close : {"fin", "reset"}) {
    const std::string keys = std::string("source_ip_address: 127.0.0.2, close: ") + close;
    const Observation seen = Observe(shard, kSections[0], keys, test::DestinationOf(acceptor));
    EXPECT_EQ(seen.reason, Reason::kSynAck);
    asio::ip::tcp::endpoint client;  // a socket that was reset does not know it any more
    acceptor.accept(client);
    EXPECT_EQ(client.address().to_string(), "127.0.0.2");
    EXPECT_EQ(shard.tcp_sockets.idle(), 0U);
  }
}

TEST(SocketRouteTest, EndOfABoundTcpSocketIsTheOneThatTheModuleSays) {
  test::TestShard shard;
  TcpAcceptor acceptor(shard.io, {ToAsio(test::Loopback(Family::kIp4)), 0});
  for (const bool reset : {false, true}) {
    Observe(shard, kSections[0],
            std::string("source_ip_address: 127.0.0.2, close: ") + (reset ? "reset" : "fin"),
            test::DestinationOf(acceptor));
    TcpSocket server = acceptor.accept();
    char byte = 0;
    asio::error_code end;
    server.receive(asio::buffer(&byte, 1), 0, end);
    EXPECT_EQ(end, reset ? asio::error_code(asio::error::connection_reset)
                         : asio::error_code(asio::error::eof));
  }
}

TEST(SocketRouteTest, UdpComesFromTheSourceAddress) {
  test::TestShard shard;
  UdpSocket server(shard.io, {ToAsio(test::Loopback(Family::kIp4)), 0});
  const auto probe = Make(shard, kSections[1], "source_ip_address: 127.0.0.3");
  EXPECT_EQ(test::ObserveSilence(shard, *probe, test::DestinationOf(server)).reason,
            Reason::kNoReplyRequired);
  asio::ip::udp::endpoint sender;
  char byte = 0;
  server.receive_from(asio::buffer(&byte, 1), sender);
  EXPECT_EQ(sender.address().to_string(), "127.0.0.3");
}

class SocketRouteFamilyTest : public test::FamilyTest {
 protected:
  test::TestShard shard_;
  Destination nobody_{test::Loopback(GetParam()), 9};
};
INSTANTIATE_TEST_SUITE_P(Families, SocketRouteFamilyTest, test::kBothFamilies, test::FamilyName);

TEST_P(SocketRouteFamilyTest, SourceAddressThatIsNotHereIsOurOwnFault) {
  const std::string elsewhere = GetParam() == Family::kIp6 ? "2001:db8::1" : "192.0.2.1";
  for (const Section& section : kSections) {
    const Observation seen =
        Observe(shard_, section, "source_ip_address: '" + elsewhere + "'", nobody_);
    EXPECT_EQ(seen.reason, Reason::kSourceUnusable) << section.name;
    EXPECT_EQ(seen.error, EADDRNOTAVAIL);
  }
}

TEST_P(SocketRouteFamilyTest, SourceAddressOfTheOtherFamilyIsOurOwnFault) {
  const std::string other = GetParam() == Family::kIp6 ? "127.0.0.1" : "::1";
  for (const Section& section : kSections) {
    EXPECT_EQ(Observe(shard_, section, "source_ip_address: '" + other + "'", nobody_).reason,
              Reason::kSourceUnusable);
  }
}

TEST_P(SocketRouteFamilyTest, InterfaceIsUsedAndAnUnknownOneIsOurOwnFault) {
  test::TcpPeer tcp_peer(shard_.io, {}, GetParam());
  test::UdpPeer udp_peer(
      shard_.io, [](auto) { return std::vector<test::Datagram>{{.bytes = "yes"}}; }, GetParam());
  EXPECT_EQ(Observe(shard_, kSections[0], "source_interface: lo", tcp_peer.where()).reason,
            Reason::kSynAck);
  EXPECT_EQ(Observe(shard_, kSections[1], "source_interface: lo", udp_peer.where()).reason,
            Reason::kReply);
  for (const Section& section : kSections) {
    const Observation seen = Observe(shard_, section, "source_interface: reach-none", nobody_);
    EXPECT_EQ(seen.reason, Reason::kSourceUnusable);
    EXPECT_EQ(seen.error, ENODEV);
  }
}

TEST_P(SocketRouteFamilyTest, MarkWithoutPermissionSaysSo) {
  const test::WithoutCapabilities plain_user({CAP_NET_ADMIN, CAP_NET_RAW});
  for (const Section& section : kSections) {
    const Observation seen = Observe(shard_, section, "mark: 7", nobody_);
    EXPECT_EQ(seen.reason, Reason::kNoPermission);
    EXPECT_EQ(seen.state(), State::kError);
    EXPECT_EQ(seen.error, EPERM);
  }
}

TEST_P(SocketRouteFamilyTest, MarkIsOnTheSocket) {
  UdpSocket socket(shard_.io);
  socket.open(GetParam() == Family::kIp6 ? asio::ip::udp::v6() : asio::ip::udp::v4());
  SocketOrigin origin;
  origin.mark = 7;
  const int error = ApplyOrigin(origin, socket.native_handle(), GetParam());
  if (error == EPERM) GTEST_SKIP() << "no permission to mark packets";
  ASSERT_EQ(error, 0);
  std::uint32_t mark = 0;
  socklen_t size = sizeof mark;
  ASSERT_EQ(getsockopt(socket.native_handle(), SOL_SOCKET, SO_MARK, &mark, &size), 0);
  EXPECT_EQ(mark, 7U);
}

}  // namespace
}  // namespace reach
