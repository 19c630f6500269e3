#include "exporter/probes/udp/udp_options.h"

#include <gtest/gtest.h>

#include "tests/support/module_reading.h"

namespace reach::udp {
namespace {

using Reading = test::Reading<Options>;

Reading Read(const std::string& yaml) { return test::ReadModule<Options>(ReadOptions, yaml); }

using Faults = std::vector<std::string>;

TEST(UdpOptionsTest, ModuleWithoutOptionsSendsOneZeroByteAndNeedsNoReply) {
  const Reading reading = Read("{}");
  EXPECT_EQ(reading.faults, Faults{});
  EXPECT_EQ(reading.options->payload, std::string(1, '\0'));
  EXPECT_FALSE(reading.options->reply_required);
  EXPECT_EQ(reading.expect, (StateSet{State::kOpen, State::kSilent}));
  EXPECT_TRUE(reading.options->Matches(""));
}

TEST(UdpOptionsTest, ExpectingSomethingRequiresAReply) {
  for (const char* yaml : {"udp: {expect: pong}", "udp: {expect_hex: 'ff'}"}) {
    const Reading reading = Read(yaml);
    EXPECT_EQ(reading.faults, Faults{});
    EXPECT_TRUE(reading.options->reply_required);
    EXPECT_EQ(reading.expect, StateSet{State::kOpen});
  }
}

TEST(UdpOptionsTest, ReplyMayBeOptionalAlthoughItIsDescribedAndRequiredAlthoughItIsNot) {
  EXPECT_FALSE(Read("udp: {expect: pong, reply: optional}").options->reply_required);
  EXPECT_TRUE(Read("udp: {reply: required}").options->reply_required);
}

TEST(UdpOptionsTest, PayloadIsTextOrHex) {
  EXPECT_EQ(Read("udp: {send: ping}").options->payload, "ping");
  EXPECT_EQ(Read("udp: {send_hex: 'FF 00 fe01'}").options->payload,
            std::string("\xFF\0\xFE\x01", 4));
  EXPECT_EQ(Read("udp: {send: ''}").options->payload, "");
}

TEST(UdpOptionsTest, ReplyMatchesByPatternAnywhereOrByFirstBytes) {
  const auto pattern = Read("udp: {expect: 'p.ng'}").options;
  EXPECT_TRUE(pattern->Matches("a pong"));
  EXPECT_FALSE(pattern->Matches("pg"));
  const auto bytes = Read("udp: {expect_hex: 'ff 49'}").options;
  EXPECT_TRUE(bytes->Matches("\xFFI..."));
  EXPECT_FALSE(bytes->Matches("\xFF"));
  EXPECT_FALSE(bytes->Matches(".\xFFI"));
}

TEST(UdpOptionsTest, FaultsNameTheirLine) {
  EXPECT_EQ(Read("udp:\n  send: a\n  send_hex: '61'\n").faults,
            Faults{"3: send_hex and send exclude each other"});
  EXPECT_EQ(Read("udp:\n  expect: a\n  expect_hex: '61'\n").faults,
            Faults{"3: expect_hex and expect exclude each other"});
  EXPECT_EQ(Read("udp: {expect: '[a'}").faults, Faults{"1: bad regular expression: missing ]: [a"});
  EXPECT_EQ(Read("udp: {send_hex: 'f'}").faults, Faults{"1: not hexadecimal bytes like \"ff 0a\""});
  EXPECT_EQ(Read("udp: {send: '" + std::string(65508, 'x') + "'}").faults,
            Faults{"1: a datagram holds at most 65507 bytes"});
  EXPECT_EQ(Read("udp: {reply: maybe}").faults.size(), 1U);
  EXPECT_EQ(Read("udp: {sned: a}").faults.size(), 1U);
}

}  // namespace
}  // namespace reach::udp
