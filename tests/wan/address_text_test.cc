#include "exporter/wan/address_text.h"

#include <gtest/gtest.h>

namespace reach::wan {
namespace {

std::string First(std::string_view text, Family family = Family::kIp4) {
  return ToString(FirstAddress(text, family));
}

TEST(AddressTextTest, PlainLineIsTheAddress) {
  EXPECT_EQ(First("8.8.4.7\n"), "8.8.4.7");
  EXPECT_EQ(First("2001:4860::8888\n", Family::kIp6), "2001:4860::8888");
}

TEST(AddressTextTest, SentenceAndMarkupMayStandAround) {
  EXPECT_EQ(First("<html><body>Current IP Address: 8.8.4.7</body></html>"), "8.8.4.7");
  EXPECT_EQ(First("Your IP:8.8.4.7."), "8.8.4.7");
  EXPECT_EQ(First("{\"ip\":\"8.8.4.7\"}"), "8.8.4.7");
  EXPECT_EQ(First("[2001:4860::1]", Family::kIp6), "2001:4860::1");
}

TEST(AddressTextTest, ErrorPageHasNone) {
  EXPECT_EQ(First("<!DOCTYPE html><h1>503 Service Unavailable</h1><p>nginx/1.22.1</p>"), "");
  EXPECT_EQ(First("v1.2.3.4 build-1.2.3.4 1.2.3.4.5 1.2.3.256 1.2.3"), "");
  EXPECT_EQ(First(""), "");
}

TEST(AddressTextTest, OtherFamilyDoesNotCount) {
  EXPECT_EQ(First("2001:4860::8888 8.8.4.7"), "8.8.4.7");
  EXPECT_EQ(First("8.8.4.7", Family::kIp6), "");
  EXPECT_EQ(First("12:34:56", Family::kIp6), "");
}

}  // namespace
}  // namespace reach::wan
