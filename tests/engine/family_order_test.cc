#include <gtest/gtest.h>

#include "exporter/engine/names.h"

namespace reach {
namespace {

// A name service that knows one address for each family that it has, and answers at once.
class FamilyOrderTest : public testing::Test {
 protected:
  // The address found for "name", or the reason of the failure.
  std::string Find(const std::vector<Address>& known, Family family, FamilyOrder order,
                   const std::string& host = "name") {
    asked_.clear();
    Names names(io_, [&](const std::string&, Family asked, const auto& done) {
      asked_.push_back(asked);
      NameAnswer answer;
      for (const Address& address : known) {
        if (address.family == asked) answer.addresses.push_back(address);
      }
      if (answer.addresses.empty()) answer.failure = DnsAnswer::kNoData;
      done(answer);
    });
    std::string result = "nothing";
    names.Find(host, family, order, [&](const Names::Found& found) {
      result = found.address ? ToString(found.address) : std::string(Name(found.failure));
    });
    io_.restart();
    io_.run();
    return result;
  }

  asio::io_context io_;
  std::vector<Family> asked_;
  const Address four_ = *Address::Parse("192.0.2.1");
  const Address six_ = *Address::Parse("2001:db8::1");
};

TEST_F(FamilyOrderTest, FirstFamilyWinsAndTheOtherIsNotAsked) {
  EXPECT_EQ(Find({four_, six_}, Family::kAny, {}), "192.0.2.1");
  EXPECT_EQ(asked_, std::vector{Family::kIp4});
  EXPECT_EQ(Find({four_, six_}, Family::kAny, {.first = Family::kIp6}), "2001:db8::1");
  EXPECT_EQ(asked_, std::vector{Family::kIp6});
}

TEST_F(FamilyOrderTest, SecondFamilyHelpsOutUnlessItMustNot) {
  EXPECT_EQ(Find({four_}, Family::kAny, {.first = Family::kIp6}), "192.0.2.1");
  EXPECT_EQ(Find({six_}, Family::kAny, {}), "2001:db8::1");
  EXPECT_EQ(Find({four_}, Family::kAny, {.first = Family::kIp6, .fallback = false}), "dns_no_data");
  EXPECT_EQ(asked_, std::vector{Family::kIp6});
}

TEST_F(FamilyOrderTest, FamilyOfTheCheckStandsAboveTheOrder) {
  EXPECT_EQ(Find({four_, six_}, Family::kIp4, {.first = Family::kIp6, .fallback = false}),
            "192.0.2.1");
}

TEST_F(FamilyOrderTest, LiteralIsTakenUnlessItsFamilyMustNotBeUsed) {
  EXPECT_EQ(Find({}, Family::kAny, {.first = Family::kIp6}, "192.0.2.9"), "192.0.2.9");
  EXPECT_EQ(Find({}, Family::kAny, {.first = Family::kIp6, .fallback = false}, "192.0.2.9"),
            "dns_no_data");
}

}  // namespace
}  // namespace reach
