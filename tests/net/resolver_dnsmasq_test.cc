// The resolver against the real dnsmasq.
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "tests/support/dnsmasq.h"
#include "tests/support/lookup.h"

namespace reach {
namespace {

using std::chrono::seconds;
using test::Dnsmasq;
using test::Lookup;
using test::Text;

// So patient that a busy machine does not decide.
const ResolverOptions kOptions{.hosts_file = "/dev/null",
                               .dns = {.try_timeout = seconds(10), .patience = seconds(60)}};

class ResolverDnsmasqTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> options) {
    options.push_back("--local=/test/");  // answers NXDOMAIN for what it does not have
    dnsmasq_ = std::make_unique<Dnsmasq>(std::move(options));
    resolver_ = std::make_unique<Resolver>(std::vector{dnsmasq_->address()}, kOptions);
  }
  void SetUp() override {
    if (!Dnsmasq::Installed()) GTEST_SKIP() << "dnsmasq is not installed";
  }
  NameAnswer Ip4(const std::string& name) { return Lookup(*resolver_, name, Family::kIp4); }
  NameAnswer Ip6(const std::string& name) { return Lookup(*resolver_, name, Family::kIp6); }

  // The TTL as the answer has it, to the second: what passed since is far below one.
  static void ExpectTtl(const NameAnswer& answer, TimePoint asked, seconds ttl) {
    EXPECT_GE(answer.expires, asked + ttl);
    EXPECT_LE(answer.expires, Clock::now() + ttl);
  }

  std::unique_ptr<Dnsmasq> dnsmasq_;
  std::unique_ptr<Resolver> resolver_;
};

TEST_F(ResolverDnsmasqTest, EachFamilyHasItsAddressAndTtl) {
  Start({"--host-record=rust.test,192.0.2.1,2001:db8::1,42"});
  const TimePoint asked = Clock::now();
  const NameAnswer ip4 = Ip4("rust.test");
  EXPECT_EQ(Text(ip4), "192.0.2.1");
  ExpectTtl(ip4, asked, seconds(42));
  const NameAnswer ip6 = Ip6("rust.test");
  EXPECT_EQ(Text(ip6), "2001:db8::1");
  ExpectTtl(ip6, asked, seconds(42));
}

TEST_F(ResolverDnsmasqTest, AliasIsGoodForTheSmallestTtlOfItsChain) {
  Start({"--host-record=rust.test,192.0.2.1,42", "--cname=alias.test,rust.test,7",
         "--host-record=brief.test,192.0.2.2,6", "--cname=long.test,brief.test,300"});
  const TimePoint asked = Clock::now();
  const NameAnswer alias = Ip4("alias.test");
  EXPECT_EQ(Text(alias), "192.0.2.1");
  ExpectTtl(alias, asked, seconds(7));
  const NameAnswer other = Ip4("long.test");
  EXPECT_EQ(Text(other), "192.0.2.2");
  ExpectTtl(other, asked, seconds(6));
}

TEST_F(ResolverDnsmasqTest, TtlIsKeptBetweenOneSecondAndOneHour) {
  Start({"--host-record=never.test,192.0.2.1,0", "--host-record=ever.test,192.0.2.2,604800"});
  const TimePoint asked = Clock::now();
  ExpectTtl(Ip4("never.test"), asked, seconds(1));
  ExpectTtl(Ip4("ever.test"), asked, seconds(3600));
}

TEST_F(ResolverDnsmasqTest, MissingNameIsNxdomainForAShortTime) {
  Start({});
  const TimePoint asked = Clock::now();
  const NameAnswer answer = Ip4("nosuch.test");
  EXPECT_EQ(Text(answer), "dns_nxdomain");
  ExpectTtl(answer, asked, seconds(5));
}

TEST_F(ResolverDnsmasqTest, NameWithoutThisFamilyIsNoDataForAShortTime) {
  Start({"--host-record=v4only.test,192.0.2.1,42"});
  const TimePoint asked = Clock::now();
  const NameAnswer answer = Ip6("v4only.test");
  EXPECT_EQ(Text(answer), "dns_no_data");
  ExpectTtl(answer, asked, seconds(5));
}

TEST_F(ResolverDnsmasqTest, NameThatItMayNotAnswerIsRefused) {
  Start({});  // no upstream server: dnsmasq refuses all but .test
  EXPECT_EQ(Text(Ip4("rust.example.org")), "dns_refused");
}

TEST_F(ResolverDnsmasqTest, AnswerThatIsTooLongForUdpComesOverTcp) {
  std::vector<std::string> options;
  std::set<std::string> expected;
  for (int i = 1; i <= 50; ++i) {
    expected.insert("10.0.0." + std::to_string(i));
    options.push_back("--host-record=big.test,10.0.0." + std::to_string(i));
  }
  Start(options);
  const NameAnswer answer = Ip4("big.test");
  std::set<std::string> addresses;
  for (const Address& address : answer.addresses) addresses.insert(ToString(address));
  EXPECT_EQ(addresses, expected);
}

TEST_F(ResolverDnsmasqTest, ThousandsOfNamesAtOnceAreAllAnswered) {
  Start({"--address=/many.test/192.0.2.1"});
  std::vector<std::future<NameAnswer>> answers;
  for (int i = 0; i < 3000; ++i) {
    answers.push_back(
        test::Begin(*resolver_, "n" + std::to_string(i) + ".many.test", Family::kIp4));
  }
  for (auto& answer : answers) EXPECT_EQ(Text(test::Await(std::move(answer))), "192.0.2.1");
}

}  // namespace
}  // namespace reach
