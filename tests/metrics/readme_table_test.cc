#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "exporter/metrics/check_families.h"
#include "exporter/metrics/group_families.h"
#include "exporter/metrics/listener_families.h"
#include "exporter/metrics/target_families.h"
#include "exporter/metrics/wan_families.h"

namespace reach::metrics {
namespace {

struct Line {
  std::string type;
  std::string full;
  std::string lean;
};

std::string Trim(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// The rows "| `name{labels}` | type | series | lean |" of the README's table, by name.
std::map<std::string, Line> ReadmeTable() {
  std::map<std::string, Line> table;
  std::ifstream readme(REACH_SOURCE_DIR "/README.md");
  for (std::string text; std::getline(readme, text);) {
    if (!text.starts_with("| `reach_")) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 1; at < text.size();) {
      const std::size_t bar = text.find('|', at);
      cells.push_back(Trim(text.substr(at, bar - at)));
      at = bar + 1;
    }
    cells.resize(4);  // other tables than that of the checks are narrower
    const std::string name = cells.at(0).substr(1, cells[0].find_first_of("{`", 1) - 1);
    table[name] = {cells.at(1), cells.at(2), cells.at(3)};
  }
  return table;
}

std::string_view TypeName(Type type) { return type == Type::kCounter ? "counter" : "gauge"; }

TEST(ReadmeTableTest, NamesEveryFamilyOfChecksAndViewsAndNoOther) {
  auto table = ReadmeTable();
  for (const ListenerFamily& family : ListenerFamilies()) {
    const std::string name(family.head.name);
    EXPECT_EQ(table[name].type, TypeName(family.head.type)) << name;
    table.erase(name);
  }
  for (const CheckFamily& family : CheckFamilies()) {
    const std::string name(family.head.name);
    ASSERT_TRUE(table.contains(name)) << name;
    const Line line = table[name];
    const std::string series = std::to_string(family.series);
    const bool full = IsIn(family, config::MetricsMode::kFull);
    const bool lean = IsIn(family, config::MetricsMode::kLean);
    EXPECT_EQ(line.full.substr(0, line.full.find_first_of(", ")), full ? series : "") << name;
    EXPECT_EQ(line.lean, lean ? series : "") << name;
    table.erase(name);
  }
  for (const FamilyHead& head : TargetFamilies()) {
    EXPECT_EQ(table.erase(std::string(head.name)), 1U) << head.name;
  }
  for (const FamilyHead& head : GroupFamilies()) {
    EXPECT_EQ(table.erase(std::string(head.name)), 1U) << head.name;
  }
  for (const FamilyHead& head : WanFamilies()) {
    EXPECT_EQ(table.erase(std::string(head.name)), 1U) << head.name;
  }
  for (const auto& [name, line] : table) ADD_FAILURE() << name << " is in the README only";
}

}  // namespace
}  // namespace reach::metrics
