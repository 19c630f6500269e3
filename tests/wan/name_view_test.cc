#include "exporter/wan/name_view.h"

#include <gtest/gtest.h>

#include "tests/support/dnsmasq.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/udp_peer.h"

namespace reach::wan {
namespace {

class NameViewTest : public testing::Test {
 protected:
  DdnsEvidence Look(const config::Ddns& ddns, const std::vector<Nameserver>& nameservers) {
    NameView view(io_, names_, nameservers, std::chrono::milliseconds(300));
    return test::RunCoroutine(io_, view.Look(ddns)).value_or(DdnsEvidence());
  }

  asio::io_context io_{1};
  NameService names_{io_, {}, {}};
};

bool WantsRecursion(const std::string& question) { return (question.at(2) & 1) != 0; }

TEST_F(NameViewTest, AuthorityIsAskedWithoutRecursionAndTheResolverWithIt) {
  const auto silent = [](std::string_view) { return std::vector<test::Datagram>(); };
  test::UdpPeer authority(io_, silent);
  test::UdpPeer resolver(io_, silent);
  config::Ddns ddns;
  ddns.hostname = "home.test";
  ddns.authority = {"127.0.0.1:" + std::to_string(authority.where().port)};
  const DdnsEvidence evidence = Look(ddns, {{resolver.where().address, resolver.where().port}});
  EXPECT_FALSE(evidence.recursive.answered);
  ASSERT_EQ(evidence.authorities.size(), 1U);
  EXPECT_FALSE(evidence.authorities[0].answered);
  ASSERT_FALSE(authority.received().empty());
  ASSERT_FALSE(resolver.received().empty());
  for (const std::string& question : authority.received()) EXPECT_FALSE(WantsRecursion(question));
  for (const std::string& question : resolver.received()) EXPECT_TRUE(WantsRecursion(question));
}

TEST_F(NameViewTest, NameThatDoesNotExistIsAnAnswer) {
  if (!test::Dnsmasq::Installed()) GTEST_SKIP() << "dnsmasq is not installed";
  const test::Dnsmasq zone({"--local=/test/", "--host-record=home.test,8.8.4.7"});
  config::Ddns ddns;
  ddns.hostname = "gone.test";
  ddns.authority = {zone.address()};
  const DdnsEvidence evidence = Look(ddns, {ParseNameserver(zone.address()).value()});
  ASSERT_EQ(evidence.authorities.size(), 1U);
  EXPECT_TRUE(evidence.authorities[0].answered);
  EXPECT_TRUE(evidence.authorities[0].addresses.empty());
  EXPECT_EQ(Judge(evidence, {}, std::nullopt, {}).state, DdnsState::kGone);
}

}  // namespace
}  // namespace reach::wan
