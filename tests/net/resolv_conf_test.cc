// The resolver with the servers of a resolv.conf, which has no place for a port: port 53 of
// loopback addresses that are this process's own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <memory>

#include "tests/support/dns_peer.h"
#include "tests/support/lookup.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

using std::chrono::seconds;
using test::Await;
using test::Begin;
using test::DnsPeer;
using test::DnsQuery;
using test::Lookup;
using test::Text;

class ResolvConfTest : public testing::Test {
 protected:
  static asio::ip::address_v4 Own(std::uint8_t last) {
    const auto pid = static_cast<std::uint32_t>(getpid());
    return asio::ip::address_v4(0x7F000000U | (pid & 0xFFFF) << 8 | last);
  }
  static std::string Line(std::uint8_t last) {
    return "nameserver " + Own(last).to_string() + "\n";
  }
  std::unique_ptr<DnsPeer> Serve(std::uint8_t last, DnsPeer::Script script) {
    return std::make_unique<DnsPeer>(std::move(script), asio::ip::udp::endpoint(Own(last), 53));
  }
  std::string Ip4(const std::string& name) { return Text(Lookup(resolver_, name, Family::kIp4)); }

  test::TempFile file_{""};
  Resolver resolver_{{},
                     {.hosts_file = "/dev/null",
                      .resolv_conf = file_.path(),
                      .dns = {.try_timeout = seconds(10), .patience = seconds(20)}}};
};

TEST_F(ResolvConfTest, WithoutAServerEveryNameIsUnavailable) {
  EXPECT_EQ(Ip4("rust.test"), "dns_unavailable");
}

TEST_F(ResolvConfTest, ChangeOfTheServersIsSeenAndForgetsWhatTheOldOnesSaid) {
  std::unique_ptr<DnsPeer> first, second;
  try {
    first = Serve(1, test::AlwaysA(60, {192, 0, 2, 1}));
    second = Serve(2, test::AlwaysA(60, {192, 0, 2, 2}));
  } catch (const std::system_error& error) {
    GTEST_SKIP() << "port 53 on loopback: " << error.what();
  }
  EXPECT_EQ(Ip4("rust.test"), "dns_unavailable");
  file_.Write(Line(1));
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.1");
  file_.Write(Line(2));
  EXPECT_EQ(Ip4("rust.test"), "192.0.2.2");
}

TEST_F(ResolvConfTest, LookupInFlightEndsWithTheServersThatItBeganWith) {
  std::promise<void> changed;
  const std::shared_future<void> gate(changed.get_future());
  std::unique_ptr<DnsPeer> first, second;
  try {
    first = Serve(1, [gate](const DnsQuery& query) {
      gate.wait();
      return test::Reply(query, {test::A(60, {192, 0, 2, 1})});
    });
    second = Serve(2, test::AlwaysA(60, {192, 0, 2, 2}));
  } catch (const std::system_error& error) {
    GTEST_SKIP() << "port 53 on loopback: " << error.what();
  }
  file_.Write(Line(1));
  auto slow = Begin(resolver_, "slow.test", Family::kIp4);
  while (first->queries().empty()) std::this_thread::yield();
  file_.Write(Line(2));
  EXPECT_EQ(Ip4("fast.test"), "192.0.2.2");
  changed.set_value();
  EXPECT_EQ(Text(Await(std::move(slow))), "192.0.2.1");
}

}  // namespace
}  // namespace reach
