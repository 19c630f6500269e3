#include "exporter/engine/name_addresses.h"

#include <gtest/gtest.h>

#include <string>

namespace reach {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint kStart = Clock::now();

NameAnswer Has(const std::vector<std::string>& texts) {
  NameAnswer answer;
  for (const std::string& text : texts) answer.addresses.push_back(*Address::Parse(text));
  return answer;
}

NameAnswer Fails(DnsAnswer failure) { return {{}, failure, {}}; }

std::vector<std::string> Many(int first, int count) {
  std::vector<std::string> texts;
  for (int i = first; i < first + count; ++i) texts.push_back("10.0.0." + std::to_string(i));
  return texts;
}

// The rows as text; that of the name itself is "-".
std::string Rows(const NameAddresses& name) {
  std::string text;
  for (const Address& address : RowsOf(name)) {
    text += (text.empty() ? "" : " ") + (address ? ToString(address) : "-");
  }
  return text;
}

class NameAddressesTest : public testing::Test {
 protected:
  // After this answer, `since` the start.
  std::string After(const NameAnswer& answer, Duration since = {}) {
    name_ = WithoutExpired(AfterAnswer(name_, answer, kStart + since), kStart + since);
    return Rows(name_);
  }
  std::string Later(Duration since) {
    name_ = WithoutExpired(name_, kStart + since);
    return Rows(name_);
  }
  NameAddresses name_;
};

TEST_F(NameAddressesTest, NothingIsThereBeforeTheFirstAnswer) { EXPECT_EQ(Rows(name_), ""); }

TEST_F(NameAddressesTest, EachAddressHasARowWhateverTheOrderOfTheServer) {
  EXPECT_EQ(After(Has({"10.0.0.2", "10.0.0.1", "10.0.0.2"})), "10.0.0.1 10.0.0.2");
  EXPECT_EQ(After(Has({"10.0.0.1", "10.0.0.2"})), "10.0.0.1 10.0.0.2");
}

TEST_F(NameAddressesTest, RowGoesFiveMinutesAfterItsAddressLeft) {
  After(Has({"10.0.0.1", "10.0.0.2"}));
  After(Has({"10.0.0.1"}), minutes(10));
  After(Has({"10.0.0.1"}), minutes(12));  // still away: the time counts from the first
  EXPECT_EQ(NextExpiry(name_), kStart + minutes(15));
  EXPECT_EQ(Later(minutes(15) - seconds(1)), "10.0.0.1 10.0.0.2");
  EXPECT_EQ(Later(minutes(15)), "10.0.0.1");
  EXPECT_EQ(NextExpiry(name_), TimePoint::max());
}

TEST_F(NameAddressesTest, AddressThatComesBackStays) {
  After(Has({"10.0.0.1", "10.0.0.2"}));
  After(Has({"10.0.0.1"}), minutes(1));
  After(Has({"10.0.0.2", "10.0.0.1"}), minutes(2));
  EXPECT_EQ(Later(minutes(60)), "10.0.0.1 10.0.0.2");
}

TEST_F(NameAddressesTest, FailingLookupRemovesNothing) {
  After(Has({"10.0.0.1", "10.0.0.2"}));
  for (const DnsAnswer failure : {DnsAnswer::kTimeout, DnsAnswer::kServfail, DnsAnswer::kRefused}) {
    EXPECT_EQ(After(Fails(failure), minutes(60)), "10.0.0.1 10.0.0.2");
  }
  EXPECT_EQ(Later(minutes(120)), "10.0.0.1 10.0.0.2");
}

TEST_F(NameAddressesTest, NameThatIsGoneHasARowOfItsOwnAtOnceAndLosesTheOthersLater) {
  After(Has({"10.0.0.1"}));
  EXPECT_EQ(After(Fails(DnsAnswer::kNxdomain), minutes(1)), "- 10.0.0.1");
  EXPECT_EQ(After(Fails(DnsAnswer::kNoData), minutes(3)), "- 10.0.0.1");
  EXPECT_EQ(Later(minutes(6)), "-");
  EXPECT_EQ(After(Has({"10.0.0.9"}), minutes(7)), "10.0.0.9");
}

TEST_F(NameAddressesTest, NameThatWasNeverThereIsNotWithoutARow) {
  EXPECT_EQ(After(Fails(DnsAnswer::kTimeout)), "-");
}

TEST_F(NameAddressesTest, NoMoreRowsThanTheBoundAndAlwaysTheSameOnes) {
  const auto all = Many(1, kMostAddressRows + 8);
  After(Has({"10.0.0.39", "10.0.0.40"}));
  EXPECT_FALSE(name_.cut);
  After(Has(all));
  EXPECT_TRUE(name_.cut);
  const std::string rows = Rows(name_);
  EXPECT_EQ(RowsOf(name_).size(), kMostAddressRows);
  EXPECT_NE(rows.find("10.0.0.39 10.0.0.40"), std::string::npos) << "rows that were there stay";
  EXPECT_EQ(After(Has({all.rbegin(), all.rend()})), rows);
}

TEST_F(NameAddressesTest, AddressThatLeftMakesRoomForOneThatIsThere) {
  After(Has(Many(1, 1)));
  After(Has(Many(2, 31)), minutes(1));
  EXPECT_EQ(RowsOf(name_).size(), kMostAddressRows) << "there is room for the one that left";
  After(Has(Many(3, 31)), minutes(2));
  EXPECT_EQ(RowsOf(name_).size(), kMostAddressRows);
  EXPECT_EQ(Rows(name_).find("10.0.0.1 "), std::string::npos) << "it left before 10.0.0.2";
  EXPECT_FALSE(name_.cut);
}

}  // namespace
}  // namespace reach
