// The small readers: durations, variables, hosts, and the word that was meant.
#include "exporter/config/words.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>

#include "exporter/config/duration.h"
#include "exporter/config/host.h"
#include "exporter/config/variables.h"

namespace reach::config {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(DurationTest, ReadsAndWritesPrometheusDurations) {
  const std::pair<const char*, Duration> kCases[] = {
      {"250ms", milliseconds(250)}, {"15s", seconds(15)},
      {"1m30s", seconds(90)},       {"1h", hours(1)},
      {"90d", hours(90 * 24)},      {"2w", hours(14 * 24)},
      {"1y", hours(365 * 24)},      {"1d2h3m4s5ms", hours(26) + minutes(3) + milliseconds(4005)},
      {"0s", Duration::zero()},
  };
  for (const auto& [text, duration] : kCases) {
    EXPECT_EQ(ParseDuration(text), duration) << text;
    EXPECT_EQ(FormatDuration(duration), text);
  }
}

TEST(DurationTest, ReadsWhatItWritesOtherwise) {
  EXPECT_EQ(ParseDuration("0"), Duration::zero());
  EXPECT_EQ(ParseDuration("90s"), seconds(90));
  EXPECT_EQ(ParseDuration("60m"), hours(1));
  EXPECT_EQ(FormatDuration(seconds(90)), "1m30s");
}

TEST(DurationTest, RefusesEverythingElse) {
  for (const char* text :
       {"", "15", "1.5s", "-1s", "+1s", "1S", "s", "1s1s", "1s1m", "1m 30s", " 1s", "1s ", "1us",
        "1ns", "300y", "9223372036854775807ms", "99999999999999999999s", "0x1s", "1sec"}) {
    EXPECT_EQ(ParseDuration(text), std::nullopt) << text;
  }
}

TEST(VariablesTest, ReplacesNamesAndKeepsEveryOtherDollar) {
  setenv("REACH_TEST_A", "x$y", 1);
  setenv("REACH_TEST_EMPTY", "", 1);
  EXPECT_EQ(ExpandVariables("a ${REACH_TEST_A} b").text, "a x$y b");
  EXPECT_EQ(ExpandVariables("[${REACH_TEST_EMPTY}]").text, "[]");
  for (const char* text : {"^ok$", "$", "$HOME", "${1}", "${", "${}", "${A", "${A-b}", "{A}"}) {
    EXPECT_EQ(ExpandVariables(text).text, text);
    EXPECT_EQ(ExpandVariables(text).problem, "");
  }
  EXPECT_EQ(ExpandVariables("$${REACH_TEST_A} $$ $$$").text, "${REACH_TEST_A} $ $$");
}

TEST(VariablesTest, EscapedTextComesBack) {
  for (const char* text : {"^ok$", "$$", "${REACH_TEST_A}", "a"}) {
    EXPECT_EQ(ExpandVariables(EscapeVariables(text)).text, text);
  }
}

TEST(VariablesTest, SaysWhichVariableCannotBeUsed) {
  setenv("REACH_TEST_BAD", "\xFF", 1);
  EXPECT_EQ(ExpandVariables("${REACH_TEST_BAD}").problem,
            "${REACH_TEST_BAD}, which is not valid UTF-8");
  EXPECT_EQ(ExpandVariables("${REACH_TEST_NO_SUCH}").problem,
            "${REACH_TEST_NO_SUCH}, which is not set");
}

TEST(HostTest, NamesAndAddresses) {
  const std::pair<const char*, Family> kGood[] = {
      {"localhost", Family::kAny},       {"a.example", Family::kAny},
      {"a.example.", Family::kAny},      {"_x._tcp.a", Family::kAny},
      {"3com.example", Family::kAny},    {"192.0.2.1", Family::kIp4},
      {"2001:db8::1", Family::kIp6},     {"::1", Family::kIp6},
      {"xn--mller-kva.a", Family::kAny},
  };
  for (const auto& [text, literal] : kGood) {
    EXPECT_EQ(ReadHost(text).problem, "") << text;
    EXPECT_EQ(ReadHost(text).literal, literal) << text;
    EXPECT_EQ(ReadHost(text).host, text);
  }
  EXPECT_EQ(ReadHost("[2001:db8::1]").host, "2001:db8::1");
}

TEST(HostTest, RefusesWhatIsNeither) {
  const std::string label(64, 'a');
  for (const std::string& text :
       {std::string(), std::string("."), std::string("a..b"), std::string("a b"),
        std::string("a-.b"), std::string("1.2.3"), std::string("a/b"), std::string("::g"), label,
        std::string("fe80::1%no-such-interface")}) {
    EXPECT_EQ(ReadHost(text).problem, "is neither a name nor an address") << text;
  }
}

TEST(HostTest, Nameservers) {
  for (const char* text : {"192.0.2.1", "192.0.2.1:53", "::1", "[::1]:5353"}) {
    EXPECT_TRUE(IsNameserver(text)) << text;
  }
  for (const char* text : {"", "dns", "192.0.2.1:0", "192.0.2.1:x", "[192.0.2.1]:53", "[::1]"}) {
    EXPECT_FALSE(IsNameserver(text)) << text;
  }
}

TEST(WordsTest, NearestIsAtMostTwoLettersAway) {
  constexpr std::array<std::string_view, 4> kKnown = {"timeout", "interval", "rust", "tcp"};
  EXPECT_EQ(Nearest("timout", kKnown), "timeout");
  EXPECT_EQ(Nearest("tmieuot", kKnown), "timeout");
  EXPECT_EQ(Nearest("rsut", kKnown), "rust");
  EXPECT_EQ(Nearest("udp", kKnown), "");
  EXPECT_EQ(Nearest("latency", kKnown), "");
  EXPECT_EQ(Nearest("", kKnown), "");
  EXPECT_EQ(Nearest(std::string(100'000, 't'), kKnown), "");
}

}  // namespace
}  // namespace reach::config
