// `of`: a target that is another one, seen from inside; and targets that no file describes.
#include <gtest/gtest.h>

#include "exporter/config/error.h"
#include "tests/support/config_text.h"

namespace reach {
namespace {

constexpr std::string_view kCheck = ", checks: [{name: c, module: tcp, port: 1}]}\n";

std::string Targets(std::initializer_list<std::string> targets) {
  std::string text = "targets:\n";
  for (const std::string& target : targets) text += "- {" + target + std::string(kCheck);
  return text;
}

TEST(InsideTest, JoinsATargetToTheOneThatItIs) {
  const auto config =
      LoadText(Targets({"name: a, host: a.example", "name: b, host: 10.0.0.1, of: a"}));
  EXPECT_EQ(config.inside_of, (std::map<std::string, std::string>{{"b", "a"}}));
  EXPECT_NE(config::Print(config).find("of: a"), std::string::npos);
}

TEST(InsideTest, MayNameATargetThatComesLater) {
  const auto config =
      LoadText(Targets({"name: b, host: 10.0.0.1, of: a", "name: a, host: a.example"}));
  EXPECT_EQ(config.inside_of.at("b"), "a");
}

TEST(InsideTest, RefusesATargetThatIsNotThere) {
  EXPECT_EQ(FaultsOf(Targets({"name: b, host: 10.0.0.1, of: a"})),
            "reach.yml:2: target \"b\": \"of\": there is no target \"a\"");
}

TEST(InsideTest, RefusesItselfAndChains) {
  EXPECT_EQ(FaultsOf(Targets({"name: b, host: 10.0.0.1, of: b"})),
            "reach.yml:2: target \"b\": \"of\" names the target itself");
  EXPECT_EQ(FaultsOf(Targets({"name: a, host: a.example", "name: b, host: 10.0.0.1, of: a",
                              "name: c, host: 10.0.0.2, of: b"})),
            "reach.yml:4: target \"c\": \"of\": \"b\" is itself of \"a\"");
}

TEST(LoadTargetTest, GivesTheChecksOfAProfileForAHostWithoutAFile) {
  const auto checks = config::LoadTarget("", "rust.example.org", "rust", TestProbers());
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(Title(checks[1]), "rust.example.org/query");
  EXPECT_EQ(checks[1].host, "rust.example.org");
  EXPECT_EQ(checks[1].port, 28017);
}

TEST(LoadTargetTest, NamesTheProfileThatIsNotThere) {
  try {
    config::LoadTarget("", "rust.example.org", "rusty", TestProbers());
    FAIL() << "loaded";
  } catch (const config::Faults& faults) {
    EXPECT_NE(std::string(faults.what()).find("\"rusty\""), std::string::npos) << faults.what();
    EXPECT_NE(std::string(faults.what()).find("rust.example.org"), std::string::npos);
  }
}

}  // namespace
}  // namespace reach
