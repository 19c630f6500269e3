#include "exporter/core/reason.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <initializer_list>
#include <set>
#include <string>
#include <tuple>

namespace reach {
namespace {

using Bytes = std::initializer_list<std::uint8_t>;

TEST(ReasonTableTest, NamesAreLabelValuesAndOccurOnce) {
  std::set<std::string_view> names;
  for (const ReasonRow& row : ReasonTable()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
        << row.name;
    EXPECT_TRUE(row.words.ends_with('.')) << row.name;
    EXPECT_EQ(&RowOf(row.reason), &row);
  }
}

TEST(ReasonTableTest, AnEventMeansOneThing) {
  std::set<std::tuple<WireEvent::Kind, int, int>> events;
  for (const ReasonRow& row : ReasonTable()) {
    for (const WireEvent& event : row.events) {
      if (event.kind == WireEvent::Kind::kNone) continue;
      EXPECT_TRUE(events.insert({event.kind, event.type, event.code}).second) << row.name;
    }
  }
}

TEST(ReasonTableTest, OnlyAnOpenPortCanBeIncomplete) {
  for (const ReasonRow& row : ReasonTable()) {
    EXPECT_TRUE(row.complete || row.state == State::kOpen) << row.name;
  }
}

TEST(ReasonOfIcmpTest, TellsARefusalFromAProhibitionFromNoWay) {
  EXPECT_EQ(ReasonOfIcmp(Family::kIp4, 3, 3), Reason::kIcmpPortUnreachable);
  EXPECT_EQ(ReasonOfIcmp(Family::kIp6, 1, 4), Reason::kIcmpPortUnreachable);
  for (const std::uint8_t code : Bytes{9, 10, 13}) {
    EXPECT_EQ(StateOf(ReasonOfIcmp(Family::kIp4, 3, code)), State::kFiltered) << int{code};
  }
  for (const std::uint8_t code : Bytes{1, 5}) {
    EXPECT_EQ(StateOf(ReasonOfIcmp(Family::kIp6, 1, code)), State::kFiltered) << int{code};
  }
  for (const std::uint8_t code : Bytes{0, 1, 6, 7, 8, 11, 12}) {
    EXPECT_EQ(StateOf(ReasonOfIcmp(Family::kIp4, 3, code)), State::kUnreachable) << int{code};
  }
  EXPECT_EQ(ReasonOfIcmp(Family::kIp4, 11, 0), Reason::kIcmpTtlExceeded);
  EXPECT_EQ(ReasonOfIcmp(Family::kIp6, 3, 0), Reason::kIcmpTtlExceeded);
}

TEST(ReasonOfIcmpTest, NumbersOfOneFamilyMeanNothingInTheOther) {
  EXPECT_EQ(ReasonOfIcmp(Family::kIp6, 3, 3), Reason::kIcmpOther);
  EXPECT_EQ(ReasonOfIcmp(Family::kIp4, 1, 4), Reason::kIcmpOther);
  EXPECT_EQ(ReasonOfIcmp(Family::kIp4, 12, 0), Reason::kIcmpOther);
}

TEST(ReasonOfErrnoTest, RefusedDependsOnTheTransport) {
  EXPECT_EQ(ReasonOfErrno(Transport::kTcp, ECONNREFUSED), Reason::kRst);
  EXPECT_EQ(ReasonOfErrno(Transport::kUdp, ECONNREFUSED), Reason::kIcmpPortUnreachable);
  EXPECT_EQ(ReasonOfErrno(Transport::kTcp, ENETUNREACH), Reason::kNoRoute);
  EXPECT_EQ(ReasonOfErrno(Transport::kUdp, EMFILE), Reason::kNoDescriptors);
  EXPECT_EQ(ReasonOfErrno(Transport::kTcp, ENOTTY), Reason::kInternal);
  EXPECT_EQ(ReasonOfErrno(Transport::kTcp, 0), Reason::kInternal);
}

TEST(ReasonOfDnsTest, OnlyTheNamesOwnFaultIsTheTargets) {
  EXPECT_EQ(StateOf(ReasonOfDns(DnsAnswer::kNxdomain)), State::kUnreachable);
  EXPECT_EQ(StateOf(ReasonOfDns(DnsAnswer::kNoData)), State::kUnreachable);
  for (const DnsAnswer answer :
       {DnsAnswer::kServfail, DnsAnswer::kRefused, DnsAnswer::kTimeout, DnsAnswer::kDead}) {
    EXPECT_EQ(StateOf(ReasonOfDns(answer)), State::kError);
  }
}

}  // namespace
}  // namespace reach
