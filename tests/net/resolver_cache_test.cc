// What the resolver asks once, keeps and drops.
#include <gtest/gtest.h>

#include "tests/support/dns_peer.h"
#include "tests/support/lookup.h"

namespace reach {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Await;
using test::Begin;
using test::Bytes;
using test::DnsPeer;
using test::DnsQuery;
using test::Lookup;
using test::Text;

const ResolverOptions kOptions{.hosts_file = "/dev/null",
                               .dns = {.try_timeout = seconds(10), .patience = seconds(20)}};

TEST(ResolverCacheTest, ManyWaitersShareOneQuery) {
  std::promise<void> all_asked;
  const std::shared_future<void> gate(all_asked.get_future());
  const DnsPeer dns([gate](const DnsQuery& query) {
    gate.wait();
    return test::Reply(query, {test::A(60, {192, 0, 2, 1})});
  });
  Resolver resolver({dns.address()}, kOptions);
  std::vector<std::future<NameAnswer>> answers;
  for (int i = 0; i < 50; ++i) answers.push_back(Begin(resolver, "rust.test", Family::kIp4));
  all_asked.set_value();
  for (auto& answer : answers) EXPECT_EQ(Text(Await(std::move(answer))), "192.0.2.1");
  EXPECT_EQ(dns.queries().size(), 1U);
}

TEST(ResolverCacheTest, FamiliesAreAskedApart) {
  const DnsPeer dns([](const DnsQuery& query) {
    return query.type == 1 ? test::Reply(query, {test::A(60, {192, 0, 2, 1})})
                           : test::ReplyWithCode(query, test::kServfailCode);
  });
  Resolver resolver({dns.address()}, kOptions);
  EXPECT_EQ(Text(Lookup(resolver, "rust.test", Family::kIp4)), "192.0.2.1");
  EXPECT_EQ(dns.queries().size(), 1U);
  EXPECT_EQ(Text(Lookup(resolver, "rust.test", Family::kIp6)), "dns_servfail");
}

TEST(ResolverCacheTest, AnswerIsKeptUntilItExpiresAndAskedAgainThen) {
  const DnsPeer dns(test::AlwaysA(1, {192, 0, 2, 1}));
  Resolver resolver({dns.address()}, kOptions);
  const NameAnswer first = Lookup(resolver, "rust.test", Family::kIp4);
  NameAnswer next = first;
  while (next.expires == first.expires) {
    next = Lookup(resolver, "rust.test", Family::kIp4);
    ASSERT_LT(Clock::now(), first.expires + test::kPatience);
  }
  EXPECT_GE(next.expires - first.expires, seconds(1)) << "asked again before it had expired";
  EXPECT_EQ(dns.queries().size(), 2U);
}

TEST(ResolverCacheTest, FailureIsKeptForItsOwnTimeOnly) {
  int queries = 0;
  const DnsPeer dns([&queries](const DnsQuery& query) {
    return ++queries == 1 ? test::ReplyWithCode(query, test::kNxdomainCode)
                          : test::Reply(query, {test::A(60, {192, 0, 2, 1})});
  });
  ResolverOptions options = kOptions;
  options.unknown_ttl = milliseconds(500);
  Resolver resolver({dns.address()}, options);
  const TimePoint asked = Clock::now();
  NameAnswer answer = Lookup(resolver, "rust.test", Family::kIp4);
  EXPECT_EQ(Text(answer), "dns_nxdomain");
  while (answer.failure) {
    answer = Lookup(resolver, "rust.test", Family::kIp4);
    ASSERT_LT(Clock::now(), asked + test::kPatience);
  }
  EXPECT_GE(Clock::now() - asked, options.unknown_ttl);
  EXPECT_EQ(dns.queries().size(), 2U);
}

TEST(ResolverCacheTest, SourcePortIsNotKeptForLife) {
  const DnsPeer dns(test::AlwaysA(60, {192, 0, 2, 1}));
  Resolver resolver({dns.address()}, kOptions);
  std::vector<std::uint16_t> ports;
  for (int i = 0; i < 20; ++i) Lookup(resolver, std::to_string(i) + ".test", Family::kIp4);
  for (const DnsQuery& query : dns.queries()) ports.push_back(query.source_port);
  ASSERT_EQ(ports.size(), 20U);
  EXPECT_NE(std::count(ports.begin(), ports.end(), ports[0]), 20);
}

TEST(ResolverCacheTest, LookupsInFlightAreDroppedWithoutAnAnswerAtTheEnd) {
  const DnsPeer silent([](const DnsQuery&) { return Bytes{}; });
  std::vector<std::future<NameAnswer>> answers;
  {
    Resolver resolver({silent.address()}, kOptions);
    for (int i = 0; i < 300; ++i) {  // more than are on the wire at once
      answers.push_back(Begin(resolver, std::to_string(i) + ".test", Family::kIp4));
    }
    while (silent.queries().size() < 100) std::this_thread::yield();
  }
  for (auto& answer : answers) {
    ASSERT_EQ(answer.wait_for(seconds(0)), std::future_status::ready) << "its callback still lives";
    EXPECT_THROW(answer.get(), std::future_error);
  }
}

TEST(ResolverCacheTest, LookupsFromManyThreadsAreAllAnswered) {
  const DnsPeer dns(test::AlwaysA(60, {192, 0, 2, 1}));
  Resolver resolver({dns.address()}, kOptions);
  std::atomic<int> good = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&resolver, &good] {
      for (int i = 0; i < 50; ++i) {
        if (!Lookup(resolver, std::to_string(i) + ".test", Family::kIp4).failure) ++good;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(good, 200);
  EXPECT_LE(dns.queries().size(), 50U);
}

}  // namespace
}  // namespace reach
