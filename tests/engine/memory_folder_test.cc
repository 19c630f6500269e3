#include "exporter/engine/memory_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_file.h"
#include "tests/support/temp_folder.h"

namespace reach {
namespace {

using test::TempFolder;

TEST(MemoryFolderTest, FolderIsMadeAndHasNoFileYet) {
  const TempFolder folder;
  MemoryFolder memory;
  EXPECT_EQ(memory.Open(folder.path() + "/var/lib"), std::nullopt);
  std::string bytes = "before";
  EXPECT_EQ(memory.Read(bytes), std::nullopt);
  EXPECT_EQ(bytes, "");
}

TEST(MemoryFolderTest, LastReplacementIsReadAndNothingElseIsLeft) {
  const TempFolder folder;
  MemoryFolder memory;
  ASSERT_EQ(memory.Open(folder.path()), std::nullopt);
  ASSERT_EQ(memory.Replace(std::string(200'000, 'x')), std::nullopt);
  ASSERT_EQ(memory.Replace("short"), std::nullopt);
  std::string bytes;
  ASSERT_EQ(memory.Read(bytes), std::nullopt);
  EXPECT_EQ(bytes, "short");
  EXPECT_FALSE(std::filesystem::exists(memory.file() + ".new"));
}

TEST(MemoryFolderTest, RemainderOfAWriteThatWasKilledIsOverwritten) {
  const TempFolder folder;
  MemoryFolder memory;
  ASSERT_EQ(memory.Open(folder.path()), std::nullopt);
  std::ofstream(memory.file() + ".new") << "half a file that is longer than the next";
  ASSERT_EQ(memory.Replace("whole"), std::nullopt);
  std::string bytes;
  ASSERT_EQ(memory.Read(bytes), std::nullopt);
  EXPECT_EQ(bytes, "whole");
}

TEST(MemoryFolderTest, SecondHolderIsRefusedUntilTheFirstIsGone) {
  const TempFolder folder;
  MemoryFolder second;
  {
    MemoryFolder first;
    ASSERT_EQ(first.Open(folder.path()), std::nullopt);
    const auto problem = second.Open(folder.path());
    ASSERT_TRUE(problem);
    EXPECT_NE(problem->find("another reach_exporter uses this folder"), std::string::npos);
  }
  MemoryFolder third;
  EXPECT_EQ(third.Open(folder.path()), std::nullopt);
}

TEST(MemoryFolderTest, PathThatCannotBeAFolderIsNamedInTheProblem) {
  const test::TempFile file("");
  MemoryFolder memory;
  const auto problem = memory.Open(file.path() + "/memory");
  ASSERT_TRUE(problem);
  EXPECT_NE(problem->find(file.path()), std::string::npos);
  EXPECT_NE(problem->find("Not a directory"), std::string::npos);
}

TEST(MemoryFolderTest, BadFileIsKeptUnderAnotherName) {
  const TempFolder folder;
  MemoryFolder memory;
  ASSERT_EQ(memory.Open(folder.path()), std::nullopt);
  ASSERT_EQ(memory.Replace("bad"), std::nullopt);
  ASSERT_EQ(memory.SetAside(), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(memory.file()));
  EXPECT_TRUE(std::filesystem::exists(memory.bad_file()));
}

TEST(MemoryFolderTest, FailedWriteLeavesTheOldFile) {
  const TempFolder folder;
  MemoryFolder memory;
  ASSERT_EQ(memory.Open(folder.path()), std::nullopt);
  ASSERT_EQ(memory.Replace("old"), std::nullopt);
  std::filesystem::create_directory(memory.file() + ".new");  // in the way, also for root
  EXPECT_TRUE(memory.Replace("new"));
  std::string bytes;
  ASSERT_EQ(memory.Read(bytes), std::nullopt);
  EXPECT_EQ(bytes, "old");
}

}  // namespace
}  // namespace reach
