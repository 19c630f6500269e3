#include "exporter/config/words.h"

#include <algorithm>
#include <vector>

#include "exporter/core/text.h"

namespace reach::config {
namespace {

constexpr std::size_t kLongest = 64;  // the distance costs the product of both lengths

// Letters to add, drop, change or swap with their neighbour (optimal string alignment).
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view Nearest(std::string_view word, std::span<const std::string_view> known) {
  std::string_view nearest;
  std::size_t best = std::min<std::size_t>(3, (word.size() + 1) / 2);
  if (word.size() > kLongest) return nearest;
  for (const std::string_view candidate : known) {
    if (candidate.size() > kLongest) continue;
    const std::size_t distance = Distance(word, candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

std::string UnknownWord(std::string_view kind, std::string_view word,
                        std::span<const std::string_view> known, bool always_list) {
  std::string text = "unknown " + std::string(kind) + " " + Quoted(word);
  const std::string_view nearest = Nearest(word, known);
  if (!nearest.empty()) text += " (did you mean " + Quoted(nearest) + "?)";
  if (!known.empty() && (nearest.empty() || always_list)) text += "; known are " + Join(known);
  return text;
}

bool IsLabelText(std::string_view text) { return !text.empty() && CleanText(text) == text; }

std::string Quoted(std::string_view word) { return "\"" + CleanText(word) + "\""; }

std::string Join(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += CleanText(word);
  }
  return text;
}

}  // namespace reach::config
