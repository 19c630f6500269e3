#include "exporter/metrics/fact_families.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

constexpr FactSpec kPlayers = {"game_players", "Players on the server."};
constexpr FactSpec kInfo = {"game_info", "What the server says of itself."};

std::shared_ptr<const Facts> MakeFacts() {
  auto facts = std::make_shared<Facts>();
  facts->numbers = {{&kPlayers, 42}};
  facts->info = &kInfo;
  facts->words = {{"map", "Procedural Map"}, {"version", "2592"}};
  return facts;
}

std::string Render(Reason reason, const Labels& labels = {}, Format format = Format::kText) {
  const TimePoint now = Clock::now();
  test::SnapshotMaker maker(now);
  maker.Add({.name = "silent"}, test::MakeRow(Reason::kSynAck, Success::kYes, now));
  maker.Add({.labels = labels}, test::MakeRow(reason, Success::kYes, now), MakeFacts());
  std::string text;
  Exposition out(format, text);
  RenderFacts(maker.Make(), out);
  return text;
}

TEST(FactFamiliesTest, NumbersAndWordsBecomeFamiliesOfTheirOwn) {
  const std::string text = Render(Reason::kReply);
  const std::string labels =
      "vantage=\"home\",target=\"rust-main\",check=\"game\",host=\"192.0.2.7\","
      "port=\"28015\",transport=\"tcp\",family=\"any\"";
  EXPECT_EQ(text,
            "# HELP reach_game_info What the server says of itself.\n"
            "# TYPE reach_game_info gauge\n"
            "reach_game_info{" +
                labels +
                ",map=\"Procedural Map\",version=\"2592\"} 1\n"
                "# HELP reach_game_players Players on the server.\n"
                "# TYPE reach_game_players gauge\n"
                "reach_game_players{" +
                labels + "} 42\n");
}

TEST(FactFamiliesTest, InfoIsOneInOpenMetrics) {
  const std::string text = Render(Reason::kReply, {}, Format::kOpenMetrics);
  EXPECT_NE(text.find("# TYPE reach_game info\n"), std::string::npos);
}

TEST(FactFamiliesTest, ServerThatIsGoneHasNoPlayers) { EXPECT_EQ(Render(Reason::kNoAnswer), ""); }

TEST(FactFamiliesTest, WordThatTheUserTookAsALabelDoesNotStandTwice) {
  const std::string text = Render(Reason::kReply, {{"map", "mine"}});
  EXPECT_NE(text.find(",map=\"mine\",exported_map=\"Procedural Map\","), std::string::npos);
}

}  // namespace
}  // namespace reach::metrics
