// What a reply said beyond "open": numbers and words that a probe type declares as data.
// Thread: immutable once observed, shared between threads by pointer. Owner: the row's store.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reach {

// One number that a probe type can report. `name` is the metric without its "reach_" prefix.
struct FactSpec {
  std::string_view name;  // "game_players"
  std::string_view help;
};

// All facts of one reply. `spec` points at a constant of the probe type.
struct Facts {
  std::vector<std::pair<const FactSpec*, double>> numbers;
  const FactSpec* info = nullptr;  // the family that bears `words` as labels, if any
  std::vector<std::pair<std::string_view, std::string>> words;  // untrusted: already CleanText
};

}  // namespace reach
