#include "exporter/discovery/file_source.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace reach {
namespace {

constexpr const char* kOne = "- targets: ['one:1']\n";
constexpr const char* kTwo = "- targets: ['two:2']\n";
constexpr const char* kBad = "- target: []\n";

std::string TargetsOf(const Load& load) {
  std::string targets;
  for (const auto& list : load.lists) {
    for (const auto& group : list->groups) {
      for (const std::string& target : group.targets) targets += target + " ";
    }
  }
  return targets;
}

class FileSourceTest : public testing::Test {
 protected:
  test::TempFolder folder_;
  FileSource source_{folder_.Path("*.yml")};
};

TEST_F(FileSourceTest, APatternWithoutFilesIsAWarningAndNoProblem) {
  const Load load = source_.Look();
  EXPECT_EQ(load.problem, "");
  EXPECT_EQ(load.warning, "no file matches the pattern");
  EXPECT_TRUE(load.lists.empty());
}

TEST_F(FileSourceTest, FilesComeInTheOrderOfTheirNamesAndGoWithTheirTargets) {
  folder_.Write("b.yml", kTwo);
  folder_.Write("a.yml", kOne);
  folder_.Write("c.txt", kBad);
  EXPECT_EQ(TargetsOf(source_.Look()), "one:1 two:2 ");
  folder_.Remove("a.yml");
  EXPECT_EQ(TargetsOf(source_.Look()), "two:2 ");
}

TEST_F(FileSourceTest, AFileThatTurnsBadKeepsItsListAndIsNamedWithItsLine) {
  folder_.Write("a.yml", kOne);
  folder_.Write("b.yml", kTwo);
  source_.Look();
  folder_.Write("a.yml", kBad);
  const Load bad = source_.Look();
  EXPECT_EQ(TargetsOf(bad), "one:1 two:2 ");
  EXPECT_EQ(bad.problem, folder_.Path("a.yml") +
                             ":1: unknown key \"target\"; a group has "
                             "\"targets\" and \"labels\"");
  folder_.Write("a.yml", "");
  EXPECT_EQ(source_.Look().problem,
            folder_.Path("a.yml") + ": the file is empty; a list without targets is []");
  folder_.Write("a.yml", "[]");
  const Load good = source_.Look();
  EXPECT_EQ(good.problem, "");
  EXPECT_EQ(TargetsOf(good), "two:2 ");
}

TEST_F(FileSourceTest, AFolderOfThatNameIsNotRead) {
  folder_.Write("x.yml/y", kOne);
  EXPECT_EQ(source_.Look().problem, folder_.Path("x.yml") + ": is not a file");
}

// What the kubelet does: x.yml -> ..data/x.yml, ..data -> a folder with a date; a new version is
// a new folder and a rename of the link.
TEST_F(FileSourceTest, AConfigMapIsReadAgainWhenItsLinkIsSwapped) {
  folder_.Write("..2026_01/x.yml", kOne);
  folder_.Link("..data", "..2026_01");
  folder_.Link("x.yml", "..data/x.yml");
  EXPECT_EQ(TargetsOf(source_.Look()), "one:1 ");
  folder_.Write("..2026_02/x.yml", kTwo);
  folder_.Link("..data", "..2026_02");
  folder_.Remove("..2026_01");
  EXPECT_EQ(TargetsOf(source_.Look()), "two:2 ");
}

}  // namespace
}  // namespace reach
