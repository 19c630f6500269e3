// The closed sets and their names: states, transports, families, roles, paths, offenders.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "exporter/core/check.h"
#include "exporter/core/kinds.h"
#include "exporter/core/state.h"

namespace reach {
namespace {

TEST(StateTest, NamesComeBack) {
  std::set<std::string_view> names;
  for (const State state : kAllStates) {
    EXPECT_EQ(ParseState(Name(state)), state);
    names.insert(Name(state));
  }
  EXPECT_EQ(names.size(), kAllStates.size());
  EXPECT_EQ(ParseState("OPEN"), std::nullopt);
  EXPECT_EQ(ParseState(""), std::nullopt);
}

TEST(StateTest, ErrorAndUnknownAreNoVerdicts) {
  std::string verdicts;
  for (const State state : kAllStates) {
    if (IsVerdict(state)) verdicts += std::string(Name(state)) + " ";
  }
  EXPECT_EQ(verdicts, "open refused filtered silent unreachable ");
}

TEST(StateSetTest, HoldsWhatWasAddedAndNothingElse) {
  StateSet states = {State::kOpen, State::kUnknown};
  states.Add(State::kSilent);
  for (const State state : kAllStates) {
    const bool in = state == State::kOpen || state == State::kUnknown || state == State::kSilent;
    EXPECT_EQ(states.Contains(state), in) << Name(state);
  }
  EXPECT_TRUE(StateSet().empty());
  EXPECT_FALSE(states.empty());
  EXPECT_EQ(states, (StateSet{State::kSilent, State::kUnknown, State::kOpen}));
}

TEST(KindsTest, NamesComeBack) {
  for (const Family family : {Family::kAny, Family::kIp4, Family::kIp6}) {
    EXPECT_EQ(ParseFamily(Name(family)), family);
  }
  for (const Role role : {Role::kProof, Role::kSupporting}) EXPECT_EQ(ParseRole(Name(role)), role);
  for (const Path path : kAllPaths) EXPECT_EQ(ParsePath(Name(path)), path);
  EXPECT_EQ(ParsePath("wan"), std::nullopt);
  EXPECT_EQ(Name(Transport::kIcmp), "icmp");
  EXPECT_EQ(Name(Offender::kNone), "");
  EXPECT_EQ(Name(Offender::kGateway), "gateway");
}

Check SomeCheck(const std::string& name = "query") {
  auto policy = std::make_shared<CheckPolicy>();
  policy->name = name;
  policy->module = std::make_shared<const Module>();
  Check check;
  check.target = "rust-main";
  check.policy = std::move(policy);
  check.host = "a.example";
  check.port = 28017;
  return check;
}

TEST(CheckHashTest, IsTheSameInEveryRun) {
  EXPECT_EQ(Hash(""), 5705415379283624141u);
  EXPECT_EQ(Hash("rust-main"), 7228652714788558687u);
  EXPECT_EQ(Hash(SomeCheck()), Hash(SomeCheck()));
}

TEST(CheckHashTest, EveryPartOfTheIdentityCounts) {
  std::set<std::uint64_t> hashes = {Hash(SomeCheck())};
  const auto add = [&](auto change) {
    Check check = SomeCheck();
    change(check);
    hashes.insert(Hash(check));
  };
  add([](Check& check) { check.target = "rust-mai"; });
  add([](Check& check) { check = SomeCheck("game"); });
  add([](Check& check) { check.host = "b.example"; });
  add([](Check& check) { check.port = 28018; });
  add([](Check& check) { check.family = Family::kIp6; });
  add([](Check& check) { check = SomeCheck("uery"), check.target = "rust-mainq"; });
  EXPECT_EQ(hashes.size(), 7u);
}

TEST(CheckHashTest, LabelsAndTheRestOfThePolicyDoNotCount) {
  Check check = SomeCheck();
  check.rarities = std::make_shared<const Rarities>(Rarities{{{"tier", "gold"}}, {}});
  auto policy = std::make_shared<CheckPolicy>(*check.policy);
  policy->confirm = 7;
  check.policy = std::move(policy);
  EXPECT_EQ(Hash(check), Hash(SomeCheck()));
}

// Checks are spread by the high bits: sequential names must not come in a heap.
TEST(CheckHashTest, SpreadsSequentialTargetsEvenly) {
  constexpr int kBuckets = 16;
  constexpr int kChecks = 16'000;
  std::array<int, kBuckets> counts{};
  for (int i = 0; i < kChecks; ++i) {
    Check check = SomeCheck();
    check.target = "t" + std::to_string(i);
    ++counts[Hash(check) >> 60];
  }
  for (const int count : counts) EXPECT_NEAR(count, kChecks / kBuckets, 150);
}

TEST(CheckTest, RowsOfTwoAddressesAreNotTheSameCheckAndOneWithoutIsAsBefore) {
  Check check = SomeCheck();
  const std::string name = Key(check);
  check.set_address(*Address::Parse("192.0.2.7"));
  const std::string one = Key(check);
  const std::uint64_t hash = Hash(check);
  check.set_address(*Address::Parse("192.0.2.8"));
  EXPECT_EQ(one, name + "\n192.0.2.7");
  EXPECT_NE(Key(check), one);
  EXPECT_NE(Hash(check), hash);
}

TEST(CheckTest, Title) { EXPECT_EQ(Title(SomeCheck()), "rust-main/query"); }

}  // namespace
}  // namespace reach
