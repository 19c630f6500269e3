// The resolver against servers that fail.
#include <gtest/gtest.h>

#include "tests/support/dns_peer.h"
#include "tests/support/lookup.h"
#include "tests/support/loopback.h"

namespace reach {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Bytes;
using test::DnsPeer;
using test::DnsQuery;
using test::Lookup;
using test::Text;

Bytes Good(const DnsQuery& query) { return test::Reply(query, {test::A(60, {192, 0, 2, 1})}); }
Bytes Silent(const DnsQuery&) { return {}; }
Bytes Servfail(const DnsQuery& query) { return test::ReplyWithCode(query, test::kServfailCode); }
Bytes Refused(const DnsQuery& query) { return test::ReplyWithCode(query, test::kRefusedCode); }
Bytes Nxdomain(const DnsQuery& query) { return test::ReplyWithCode(query, test::kNxdomainCode); }

// A short try for tests in which somebody is silent; a server that answers has two of them.
const ResolverOptions kHasty{.hosts_file = "/dev/null",
                             .dns = {.try_timeout = milliseconds(300), .patience = seconds(20)}};
const ResolverOptions kPatient{.hosts_file = "/dev/null",
                               .dns = {.try_timeout = seconds(10), .patience = seconds(20)}};

// A port that answers with ICMP port unreachable.
class ClosedPort {
 public:
  std::string address() const { return "127.0.0.1:" + std::to_string(port_.where().port); }

 private:
  asio::io_context io_;
  test::ClosedUdpPort port_{io_};
};

std::string LookupAt(const std::vector<std::string>& servers, const ResolverOptions& options) {
  Resolver resolver(servers, options);
  return Text(Lookup(resolver, "rust.test", Family::kIp4));
}

TEST(ResolverFailureTest, SecondServerIsAskedWhenTheFirstFails) {
  for (const auto script : {Servfail, Refused}) {
    const DnsPeer bad(script);
    const DnsPeer good(Good);
    EXPECT_EQ(LookupAt({bad.address(), good.address()}, kPatient), "192.0.2.1");
    EXPECT_EQ(bad.queries().size(), 1U);
  }
}

TEST(ResolverFailureTest, SecondServerIsAskedWhenThePortOfTheFirstIsClosed) {
  const ClosedPort closed;
  const DnsPeer good(Good);
  EXPECT_EQ(LookupAt({closed.address(), good.address()}, kPatient), "192.0.2.1");
}

TEST(ResolverFailureTest, SecondServerIsAskedWhenTheFirstIsSilent) {
  const DnsPeer silent(Silent);
  const DnsPeer good(Good);
  EXPECT_EQ(LookupAt({silent.address(), good.address()}, kHasty), "192.0.2.1");
}

TEST(ResolverFailureTest, SecondServerIsNotAskedWhenTheFirstKnowsThatThereIsNoSuchName) {
  const DnsPeer first(Nxdomain);
  const DnsPeer second(Good);
  EXPECT_EQ(LookupAt({first.address(), second.address()}, kPatient), "dns_nxdomain");
  EXPECT_TRUE(second.queries().empty());
}

TEST(ResolverFailureTest, LostQueriesAreAskedAgain) {
  int queries = 0;
  const DnsPeer lossy(
      [&queries](const DnsQuery& query) { return ++queries <= 3 ? Bytes{} : Good(query); });
  EXPECT_EQ(LookupAt({lossy.address()}, kHasty), "192.0.2.1");
}

TEST(ResolverFailureTest, ServfailAndRefusedAreToldApart) {
  const DnsPeer servfail(Servfail);
  const DnsPeer refused(Refused);
  EXPECT_EQ(LookupAt({servfail.address()}, kPatient), "dns_servfail");
  EXPECT_EQ(LookupAt({refused.address()}, kPatient), "dns_refused");
}

TEST(ResolverFailureTest, FailureThatSaysMostIsReportedWhenNobodyKnows) {
  const ClosedPort closed;
  const DnsPeer silent(Silent);
  const DnsPeer refused(Refused);
  const DnsPeer servfail(Servfail);
  const std::string c = closed.address(), s = silent.address(), r = refused.address();
  EXPECT_EQ(LookupAt({c, r, servfail.address()}, kPatient), "dns_servfail");
  EXPECT_EQ(LookupAt({r, c}, kPatient), "dns_refused");
  EXPECT_EQ(LookupAt({c, s}, kHasty), "dns_timeout");
}

TEST(ResolverFailureTest, SilentServerIsATimeoutAfterFourTriesAndOneOfManyAfterTwo) {
  const DnsPeer silent(Silent);
  EXPECT_EQ(LookupAt({silent.address()}, kHasty), "dns_timeout");
  EXPECT_EQ(silent.queries().size(), 4U);
  const DnsPeer other(Silent);
  const DnsPeer refused(Refused);
  EXPECT_EQ(
      LookupAt({other.address(), refused.address(), refused.address(), refused.address()}, kHasty),
      "dns_refused");
  EXPECT_EQ(other.queries().size(), 2U);
}

TEST(ResolverFailureTest, ClosedPortsAreReportedAtOnceAndNotAsTimeout) {
  const ClosedPort first, second;
  const TimePoint asked = Clock::now();
  EXPECT_EQ(LookupAt({first.address(), second.address()}, kPatient), "dns_unavailable");
  EXPECT_LT(Clock::now() - asked, kPatient.dns.try_timeout);
}

TEST(ResolverFailureTest, NoTryBeginsWhenPatienceIsOver) {
  const DnsPeer silent(Silent);
  ResolverOptions options = kHasty;
  options.dns.patience = milliseconds(1);
  EXPECT_EQ(LookupAt({silent.address(), silent.address(), silent.address()}, options),
            "dns_timeout");
  EXPECT_LE(silent.queries().size(), 1U);
}

TEST(ResolverFailureTest, LookupsBeyondThoseInFlightAreAnsweredWhenPatienceIsOver) {
  const DnsPeer silent(Silent);
  ResolverOptions options = kHasty;
  options.dns = {.try_timeout = seconds(20), .patience = milliseconds(500), .in_flight = 1};
  Resolver resolver({silent.address()}, options);
  const auto first = test::Begin(resolver, "first.test", Family::kIp4);
  EXPECT_EQ(Text(Lookup(resolver, "second.test", Family::kIp4)), "dns_timeout");
  EXPECT_EQ(first.wait_for(seconds(0)), std::future_status::timeout);
}

}  // namespace
}  // namespace reach
