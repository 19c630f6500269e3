#include "exporter/diagnosis/subject.h"

#include <gtest/gtest.h>

namespace reach::diagnosis {
namespace {

const InsideOf kInside = {{"lan", "main"}};

Check MakeCheck(const std::string& target, const std::string& host,
                const std::string& name = "game") {
  auto module = std::make_shared<Module>();
  auto policy = std::make_shared<CheckPolicy>();
  policy->name = name;
  policy->module = module;
  Check check;
  check.target = target;
  check.host = host;
  check.policy = policy;
  return check;
}

TEST(SubjectTest, JoinsTheChecksOfATargetAndOfThatWhichIsItFromInside) {
  for (const char* name : {"main", "lan"}) {
    Subject subject(kInside, name);
    for (const auto& check :
         {MakeCheck("main", "a.example"), MakeCheck("lan", "10.0.0.1"), MakeCheck("b", "b")}) {
      subject.Offer(kInside, check);
    }
    EXPECT_EQ(subject.target, "main") << name;
    EXPECT_EQ(subject.host, "a.example");
    ASSERT_EQ(subject.checks.size(), 1U);
    ASSERT_EQ(subject.inside.size(), 1U);
    EXPECT_TRUE(SamePort(subject.checks[0], subject.inside[0]));
  }
}

TEST(SubjectTest, PortsOfDifferentNamesAreDifferent) {
  const Check other = MakeCheck("lan", "10.0.0.1", "query");
  EXPECT_FALSE(SamePort(MakeCheck("main", "a"), other));
}

TEST(SubjectTest, TargetThatIsNotThereHasNoChecks) {
  Subject subject(kInside, "gone");
  subject.Offer(kInside, MakeCheck("main", "a"));
  EXPECT_TRUE(subject.checks.empty());
  EXPECT_TRUE(subject.inside.empty());
}

}  // namespace
}  // namespace reach::diagnosis
