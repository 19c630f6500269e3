#include "exporter/web/verdict_cards.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

using diagnosis::Verdict;
using diagnosis::Verdicts;

std::shared_ptr<const Verdict> MakeVerdict(Cause cause, TimePoint since) {
  auto verdict = std::make_shared<Verdict>();
  verdict->diagnosis.root.cause = cause;
  verdict->diagnosis.root.evidence = {"Seen <b>from</b> the internet."};
  verdict->sentence = "It is down & out.";
  verdict->remedy = {"Start it."};
  verdict->since = since;
  return verdict;
}

TEST(VerdictCardsTest, HealthyTargetsHaveNone) {
  const TimePoint now = Clock::now();
  EXPECT_EQ(RenderVerdictCards({{"a", MakeVerdict(Cause::kHealthy, now)}}, now), "");
}

TEST(VerdictCardsTest, SaysCauseSinceWhenEvidenceAndRemedyWithoutMarkupFromElsewhere) {
  const TimePoint now = Clock::now();
  const std::string html = RenderVerdictCards(
      {{"<rust>", MakeVerdict(Cause::kServiceDown, now - std::chrono::minutes(3))}}, now);
  for (const char* part : {"&lt;rust&gt;", "service_down", "3 min", "It is down &amp; out.",
                           "Start it.", "Seen &lt;b&gt;from"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part << " in " << html;
  }
}

TEST(VerdictCardsTest, TheLongestTroubleComesFirst) {
  const TimePoint now = Clock::now();
  const std::string html = RenderVerdictCards(
      {{"a-short", MakeVerdict(Cause::kServiceDown, now - std::chrono::minutes(1))},
       {"b-long", MakeVerdict(Cause::kHostDown, now - std::chrono::hours(1))}},
      now);
  EXPECT_LT(html.find("b-long"), html.find("a-short"));
}

TEST(VerdictCardsTest, ManyAreCutAndCounted) {
  const TimePoint now = Clock::now();
  Verdicts verdicts;
  for (std::size_t i = 0; i < kCardsShown + 5; ++i) {
    verdicts.emplace(std::to_string(i), MakeVerdict(Cause::kServiceDown, now));
  }
  const std::string html = RenderVerdictCards(verdicts, now);
  EXPECT_NE(html.find("5 more targets"), std::string::npos);
}

}  // namespace
}  // namespace reach::web
