#include "exporter/web/verdict_cards.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "exporter/web/html.h"

namespace reach::web {
namespace {

using diagnosis::Diagnosis;
using diagnosis::Verdict;

struct Card {
  const std::string* target;
  const Verdict* verdict;
};

std::vector<Card> LongestFirst(const diagnosis::Verdicts& verdicts) {
  std::vector<Card> cards;
  for (const auto& [target, verdict] : verdicts) {
    if (verdict->diagnosis.root.cause != Cause::kHealthy) cards.push_back({&target, verdict.get()});
  }
  std::stable_sort(cards.begin(), cards.end(), [](const Card& a, const Card& b) {
    return a.verdict->since < b.verdict->since;
  });
  return cards;
}

void AppendList(std::string& html, std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  html.append("<h3>").append(title) += "</h3><ul>";
  for (const std::string& line : lines) html += "<li>" + Escape(line) + "</li>";
  html += "</ul>\n";
}

std::string CandidatesText(const Diagnosis& root) {
  std::string text;
  for (const Cause cause : root.candidates) {
    if (!text.empty()) text += ", ";
    text += Name(cause);
  }
  return text;
}

void AppendCard(std::string& html, const Card& card, TimePoint now) {
  const Diagnosis& root = card.verdict->diagnosis.root;
  html += "<section class=\"card\"><h2>" + EscapeName(*card.target) + "</h2>\n<p><b class=\"bad\">";
  html.append(Name(root.cause)) += "</b> <span class=\"dim\">";
  html.append(Name(root.confidence)) += ", for ";
  html += LongTime(now - card.verdict->since) + "</span></p>\n";
  html += "<p>" + Escape(card.verdict->sentence) + "</p>\n";
  const std::string candidates = CandidatesText(root);
  if (!candidates.empty()) {
    html += "<p>It can be: " + Escape(candidates) + ". " + Escape(root.settle) + "</p>\n";
  }
  AppendList(html, "What to do", card.verdict->remedy);
  AppendList(html, "What was seen", root.evidence);
  html += "</section>\n";
}

}  // namespace

std::string RenderVerdictCards(const diagnosis::Verdicts& verdicts, TimePoint now) {
  const std::vector<Card> cards = LongestFirst(verdicts);
  std::string html;
  for (std::size_t i = 0; i < cards.size() && i < kCardsShown; ++i) {
    AppendCard(html, cards[i], now);
  }
  if (cards.size() > kCardsShown) {
    html += "<p class=\"notice\">" + std::to_string(cards.size() - kCardsShown) +
            " more targets are not healthy; /api/v1/diagnosis has them.</p>\n";
  }
  return html;
}

}  // namespace reach::web
