#include "exporter/protocols/a2s_split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/a2s_bytes.h"

namespace reach::a2s {
namespace {

Fragment Parsed(std::string_view datagram) {
  Fragment fragment;
  EXPECT_EQ(ParseFragment(datagram, fragment), ParseResult::kDone);
  return fragment;
}

ParseResult ResultOf(std::string_view datagram) {
  Fragment fragment;
  return ParseFragment(datagram, fragment);
}

TEST(A2sSplitTest, FragmentIsReadFieldByField) {
  const std::string datagram = test::FragmentBytes(0x01020304, 5, 3, "payload");
  const Fragment fragment = Parsed(datagram);
  EXPECT_EQ(fragment.id, 0x01020304U);
  EXPECT_EQ(fragment.total, 5);
  EXPECT_EQ(fragment.number, 3);
  EXPECT_FALSE(fragment.compressed);
  EXPECT_EQ(fragment.payload, "payload");
}

TEST(A2sSplitTest, EveryPrefixOfTheHeaderNeedsMore) {
  const std::string datagram = test::FragmentBytes(1, 2, 0, "");
  for (std::size_t size = 0; size < datagram.size(); ++size) {
    EXPECT_EQ(ResultOf(datagram.substr(0, size)), ParseResult::kNeedMore) << size;
  }
}

TEST(A2sSplitTest, ImpossibleCountsAreBad) {
  EXPECT_EQ(ResultOf(test::FragmentBytes(1, 0, 0, "x")), ParseResult::kBad);
  EXPECT_EQ(ResultOf(test::FragmentBytes(1, 2, 2, "x")), ParseResult::kBad);
  EXPECT_EQ(ResultOf(test::FragmentBytes(1, 33, 0, "x")), ParseResult::kBad);
  EXPECT_EQ(ResultOf(test::FragmentBytes(1, 32, 31, "x")), ParseResult::kDone);
}

TEST(A2sSplitTest, EachWrongHeaderByteIsBad) {
  for (std::size_t at = 0; at < 4; ++at) {
    std::string datagram = test::FragmentBytes(1, 2, 0, "x");
    datagram[at] = '\x20';
    EXPECT_EQ(ResultOf(datagram), ParseResult::kBad) << at;
  }
}

TEST(A2sSplitTest, FragmentsInEveryOrderGiveTheSameMessage) {
  const std::string message = "ABCDEFGHIJ";
  std::vector<std::string> fragments = test::Split(message, {.id = 7, .fragment_size = 3});
  ASSERT_EQ(fragments.size(), 4U);
  std::sort(fragments.begin(), fragments.end());
  do {
    Reassembly reassembly;
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(reassembly.Add(Parsed(fragments[i])), ParseResult::kNeedMore);
    }
    EXPECT_EQ(reassembly.Add(Parsed(fragments[3])), ParseResult::kDone);
    EXPECT_EQ(reassembly.message(), message);
  } while (std::next_permutation(fragments.begin(), fragments.end()));
}

TEST(A2sSplitTest, FragmentThatComesTwiceCountsOnce) {
  Reassembly reassembly;
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 0, "a"))), ParseResult::kNeedMore);
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 0, "z"))), ParseResult::kNeedMore);
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 1, "b"))), ParseResult::kDone);
  EXPECT_EQ(reassembly.message(), "ab");
}

TEST(A2sSplitTest, FragmentOfAnotherIdIsIgnored) {
  Reassembly reassembly;
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 0, "a"))), ParseResult::kNeedMore);
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(2, 2, 1, "z"))), ParseResult::kNeedMore);
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 1, "b"))), ParseResult::kDone);
  EXPECT_EQ(reassembly.message(), "ab");
}

TEST(A2sSplitTest, FragmentWithAnotherTotalIsBad) {
  Reassembly reassembly;
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 2, 0, "a"))), ParseResult::kNeedMore);
  EXPECT_EQ(reassembly.Add(Parsed(test::FragmentBytes(1, 3, 1, "b"))), ParseResult::kBad);
}

TEST(A2sSplitTest, CompressedFragmentIsRefused) {
  const std::string datagram = test::FragmentBytes(0x80000001, 2, 0, "BZh9");
  const Fragment fragment = Parsed(datagram);
  EXPECT_TRUE(fragment.compressed);
  Reassembly reassembly;
  EXPECT_EQ(reassembly.Add(fragment), ParseResult::kBad);
}

TEST(A2sSplitTest, MessageOf64KibibytesIsTheLargest) {
  const std::string half(kMaxMessage / 2, 'x');
  Reassembly reassembly;
  const Fragment first{.id = 1, .total = 3, .number = 0, .payload = half};
  const Fragment second{.id = 1, .total = 3, .number = 1, .payload = half};
  const Fragment empty{.id = 1, .total = 3, .number = 2, .payload = ""};
  Reassembly larger;
  for (Reassembly* each : {&reassembly, &larger}) {
    EXPECT_EQ(each->Add(first), ParseResult::kNeedMore);
    EXPECT_EQ(each->Add(second), ParseResult::kNeedMore);
  }
  EXPECT_EQ(reassembly.Add(empty), ParseResult::kDone);
  EXPECT_EQ(reassembly.message().size(), kMaxMessage);
  const Fragment one_byte{.id = 1, .total = 3, .number = 2, .payload = "x"};
  EXPECT_EQ(larger.Add(one_byte), ParseResult::kBad);
}

TEST(A2sSplitTest, RandomFragmentsAreSurvived) {
  std::mt19937 random(20261121);
  for (int round = 0; round < 2000; ++round) {
    Reassembly reassembly;
    for (int i = 0; i < 40; ++i) {
      const std::string datagram = test::FragmentBytes(
          random() % 2, static_cast<std::uint8_t>(random() % 40),
          static_cast<std::uint8_t>(random() % 40), std::string(random() % 20, 'x'));
      Fragment fragment;
      if (ParseFragment(datagram, fragment) != ParseResult::kDone) continue;
      if (reassembly.Add(fragment) != ParseResult::kNeedMore) break;
    }
    EXPECT_LE(reassembly.message().size(), kMaxMessage);
  }
}

}  // namespace
}  // namespace reach::a2s
