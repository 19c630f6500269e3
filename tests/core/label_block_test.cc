#include "exporter/core/label_block.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach {
namespace {

TEST(LabelBlockTest, IdentityComesFirstAndTheUsersLabelsAfterIt) {
  test::CheckSpec spec;
  spec.transport = Transport::kUdp;
  spec.family = Family::kIp6;
  spec.labels = {{"game", "rust"}, {"tier", "gold"}};
  EXPECT_EQ(LabelBlock(test::MakeCheck(spec), "home"),
            "vantage=\"home\",target=\"rust-main\",check=\"game\",host=\"192.0.2.7\","
            "port=\"28015\",transport=\"udp\",family=\"ip6\",game=\"rust\",tier=\"gold\"");
}

TEST(LabelBlockTest, AddressIsThereOnlyWhereTheRowIsAboutOne) {
  Check check = test::MakeCheck({});
  EXPECT_EQ(LabelBlock(check, "home").find("address="), std::string::npos);
  check.set_address(*Address::Parse("2001:db8::1"));
  EXPECT_NE(LabelBlock(check, "home").find(",family=\"any\",address=\"2001:db8::1\""),
            std::string::npos);
}

TEST(LabelBlockTest, PingHasNoPort) {
  test::CheckSpec spec;
  spec.transport = Transport::kIcmp;
  EXPECT_NE(LabelBlock(test::MakeCheck(spec), "home").find(",port=\"\",transport=\"icmp\","),
            std::string::npos);
}

TEST(LabelBlockTest, QuotesBackslashesAndNewlinesAreEscapedOrGone) {
  std::string block;
  AppendLabel(block, "a", "say \"hi\" \\ now");
  AppendLabel(block, "b", "two\nlines");
  EXPECT_EQ(block, "a=\"say \\\"hi\\\" \\\\ now\",b=\"two lines\"");
}

TEST(LabelBlockTest, BytesThatAreNotUtf8AreReplaced) {
  std::string block;
  AppendLabel(block, "a", "x\xFFy");
  EXPECT_EQ(block, "a=\"x\xEF\xBF\xBDy\"");
}

}  // namespace
}  // namespace reach
