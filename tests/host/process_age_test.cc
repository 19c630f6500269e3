#include "exporter/host/process_age.h"

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace reach::host {
namespace {

std::string StatOf(const std::string& name, unsigned long long start) {
  return "4711 (" + name + ") S 1 4711 4711 0 -1 4194560 100 0 0 0 5 3 0 0 20 0 1 0 " +
         std::to_string(start) + " 1000000 200 18446744073709551615\n";
}

class ProcessAgeTest : public testing::Test {
 protected:
  void Add(const std::string& pid, const std::string& name, unsigned long long start = 0) {
    proc_.Write(pid + "/comm", name + "\n");
    proc_.Write(pid + "/stat", StatOf(name, start));
  }

  std::optional<Duration> Age(std::string_view name) { return ProcessAge(name, proc_.path()); }

 private:
  test::TempFolder proc_;
};

TEST(StartTimeTest, IsFoundBehindANameThatHoldsAnything) {
  EXPECT_EQ(ParseStartTime(StatOf("RustDedicated", 12345)), 12345U);
  EXPECT_EQ(ParseStartTime(StatOf("a) S 1 (b", 7)), 7U);
  EXPECT_FALSE(ParseStartTime(""));
  EXPECT_FALSE(ParseStartTime("4711 (name) S 1 2 3"));
}

TEST_F(ProcessAgeTest, IsThatOfTheOnlyProcessWithTheName) {
  Add("1", "init");
  Add("4711", "RustDedicated");
  const auto age = Age("RustDedicated");
  ASSERT_TRUE(age);  // since the system started
  timespec now{};
  ASSERT_EQ(clock_gettime(CLOCK_BOOTTIME, &now), 0);
  EXPECT_NEAR(Seconds(*age), static_cast<double>(now.tv_sec), 2);
  EXPECT_FALSE(Age("valheim_server"));
}

TEST_F(ProcessAgeTest, TheKernelKeepsFifteenBytesOfAName) {
  Add("4711", "valheim_server.");
  EXPECT_TRUE(Age("valheim_server.x86_64"));
}

TEST_F(ProcessAgeTest, OfSeveralNothingTellsWhichIsTheServers) {
  Add("4711", "RustDedicated");
  Add("4712", "RustDedicated");
  EXPECT_FALSE(Age("RustDedicated"));
}

TEST_F(ProcessAgeTest, WhatIsNoProcessIsPassedOver) {
  Add("self", "RustDedicated");
  EXPECT_FALSE(Age("RustDedicated"));
}

TEST(ProcessAgeOfThisSystemTest, ThisProcessIsYoungerThanTheSystem) {
  std::ifstream comm("/proc/self/comm");
  std::string name;
  std::getline(comm, name);
  const auto age = ProcessAge(name);
  if (!age) GTEST_SKIP() << "another process is called " << name;
  EXPECT_LT(*age, std::chrono::hours(1));
}

}  // namespace
}  // namespace reach::host
