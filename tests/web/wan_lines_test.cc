#include "exporter/web/wan_lines.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

bool Has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

TEST(WanLinesTest, AddressAndTranslationAreInWords) {
  wan::View view;
  view.addresses = true;
  EXPECT_TRUE(Has(WanLines(view), "Public address: not known yet"));
  view.shown_ip4 = "8.8.4.7";
  view.shown_ip6 = "2001:4860::1";
  view.status.nat = wan::Nat::kCgnat;
  view.as_expected = false;
  const std::string text = WanLines(view);
  EXPECT_TRUE(Has(text, "<b>8.8.4.7</b> and <b>2001:4860::1</b>"));
  EXPECT_TRUE(Has(text, "port forwarding cannot work"));
  EXPECT_TRUE(Has(text, "class=\"notice\""));
}

TEST(WanLinesTest, StaleNameStandsOutAndMarkupInNamesIsNone) {
  wan::View view;
  view.ddns.resize(1);
  view.ddns[0].hostname = "a<b>";
  view.ddns[0].state = wan::DdnsState::kStale;
  const std::string text = WanLines(view);
  EXPECT_TRUE(Has(text, "<p class=\"notice\"><b>a&lt;b&gt;</b> leads elsewhere"));
  EXPECT_FALSE(Has(text, "Public address"));
  EXPECT_EQ(WanLines({}), "");
}

}  // namespace
}  // namespace reach::web
