#include "exporter/engine/name_watch.h"

#include <gtest/gtest.h>

#include <asio/io_context.hpp>

#include "tests/support/config_text.h"

namespace reach {
namespace {

const TimePoint kSoon = Clock::now();  // expires at once: asked for again and again

class NameWatchTest : public testing::Test {
 protected:
  void Follow(const std::string& targets) {
    watch_.Follow(std::make_shared<const config::Config>(LoadText("targets: [" + targets + "]")));
  }
  // "target/check@address ..." of the rows that were last published.
  bool Become(const std::string& rows) {
    const TimePoint deadline = Clock::now() + std::chrono::seconds(30);
    while (rows_ != rows && Clock::now() < deadline) io_.run_one_for(std::chrono::seconds(1));
    EXPECT_EQ(rows_, rows);
    return rows_ == rows;
  }
  void Answer(const std::string& name, Family family, const std::vector<std::string>& addresses) {
    NameAnswer& answer = answers_[{name, family}] = {{}, std::nullopt, kSoon};
    for (const std::string& text : addresses) answer.addresses.push_back(*Address::Parse(text));
    if (addresses.empty()) answer.failure = DnsAnswer::kNoData;
  }

  asio::io_context io_;
  std::map<NameKey, NameAnswer> answers_;  // others get no answer at all
  std::vector<NameKey> asked_;
  std::vector<std::string> cut_;
  std::string rows_ = "none yet";
  NameWatch watch_{io_,
                   [this](const std::string& name, Family family,
                          const std::function<void(const NameAnswer&)>& done) {
                     asked_.push_back({name, family});
                     const auto answer = answers_.find({name, family});
                     if (answer != answers_.end()) done(answer->second);
                   },
                   [this](const config::Config& config) {
                     rows_ = "";
                     for (const Check& check : config.checks) {
                       rows_ += Title(check) +
                                (check.address() ? "@" + ToString(check.address()) : "") + " ";
                     }
                   },
                   [this](const std::string& name) { cut_.push_back(name); }};
};

std::string Target(const std::string& host, const std::string& more = "resolve: all") {
  return "{name: a, host: \"" + host + "\", " + more + ", checks: [{module: tcp, port: 1}]}";
}

TEST_F(NameWatchTest, ANameIsARowForEachAddressAndFollowsItsChanges) {
  Answer("a.example", Family::kIp4, {"10.0.0.1", "10.0.0.2"});
  Follow(Target("A.example."));
  EXPECT_EQ(rows_, "") << "nothing is known before the first answer";
  ASSERT_TRUE(Become("a/tcp-1@10.0.0.1 a/tcp-1@10.0.0.2 "));
  Answer("a.example", Family::kIp4, {"10.0.0.3", "10.0.0.1"});
  ASSERT_TRUE(Become("a/tcp-1@10.0.0.1 a/tcp-1@10.0.0.2 a/tcp-1@10.0.0.3 "));
}

TEST_F(NameWatchTest, WithoutResolveAllNothingIsAsked) {
  Follow(Target("a.example", "resolve: first"));
  EXPECT_EQ(rows_, "a/tcp-1 ");
  EXPECT_TRUE(asked_.empty());
}

TEST_F(NameWatchTest, AnAddressAsHostHasItsRowAtOnceAndIsNotAsked) {
  Follow(Target("10.0.0.7"));
  EXPECT_EQ(rows_, "a/tcp-1@10.0.0.7 ");
  EXPECT_TRUE(asked_.empty());
}

TEST_F(NameWatchTest, AnyTakesTheFirstFamilyThatTheNameHas) {
  Answer("four.example", Family::kIp4, {"10.0.0.1"});
  Answer("four.example", Family::kIp6, {"2001:db8::1"});
  Follow(Target("four.example"));
  ASSERT_TRUE(Become("a/tcp-1@10.0.0.1 "));
  Answer("six.example", Family::kIp4, {});
  Answer("six.example", Family::kIp6, {"2001:db8::1"});
  Follow(Target("six.example"));
  ASSERT_TRUE(Become("a/tcp-1@2001:db8::1 "));
}

TEST_F(NameWatchTest, BothFamiliesAreFollowedApart) {
  Answer("a.example", Family::kIp4, {"10.0.0.1"});
  Answer("a.example", Family::kIp6, {"2001:db8::1", "2001:db8::2"});
  Follow(Target("a.example", "resolve: all, family: both"));
  ASSERT_TRUE(Become("a/tcp-1@10.0.0.1 a/tcp-1@2001:db8::1 a/tcp-1@2001:db8::2 "));
  Follow(Target("a.example", "resolve: all, family: ip6"));
  EXPECT_EQ(rows_, "a/tcp-1@2001:db8::1 a/tcp-1@2001:db8::2 ") << "known from before the reload";
}

TEST_F(NameWatchTest, ANameWithoutAddressesIsARowOfItsOwn) {
  Answer("a.example", Family::kIp4, {});
  Answer("a.example", Family::kIp6, {});
  Follow(Target("a.example"));
  ASSERT_TRUE(Become("a/tcp-1 "));
}

TEST_F(NameWatchTest, ANameThatIsNeverAnsweredIsAskedOnceAndKeepsNoOtherWaiting) {
  Answer("b.example", Family::kIp4, {"10.0.0.2"});
  std::string other = Target("b.example");
  other.replace(7, 1, "b");
  Follow(Target("silent.example") + ", " + other);
  ASSERT_TRUE(Become("b/tcp-1@10.0.0.2 "));
  Answer("b.example", Family::kIp4, {"10.0.0.3"});
  ASSERT_TRUE(Become("b/tcp-1@10.0.0.2 b/tcp-1@10.0.0.3 "));
  EXPECT_EQ(std::count(asked_.begin(), asked_.end(), NameKey{"silent.example", Family::kIp4}), 1);
}

TEST_F(NameWatchTest, TooManyAddressesAreReportedOnce) {
  std::vector<std::string> many;
  for (int i = 0; i < 40; ++i) many.push_back("10.0.1." + std::to_string(i));
  Answer("a.example", Family::kIp4, many);
  Answer("b.example", Family::kIp4, {"10.0.0.1"});
  Follow(Target("a.example"));
  const auto asked_often = [this] { return asked_.size() > 5; };
  while (!asked_often()) io_.run_one_for(std::chrono::seconds(1));
  EXPECT_EQ(cut_, std::vector<std::string>{"a.example"});
}

TEST_F(NameWatchTest, AfterStopTheLoopIsFree) {
  Answer("a.example", Family::kIp4, {"10.0.0.1"});
  Follow(Target("a.example"));
  ASSERT_TRUE(Become("a/tcp-1@10.0.0.1 "));
  watch_.Stop();
  io_.run();
}

}  // namespace
}  // namespace reach
