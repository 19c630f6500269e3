#include "exporter/core/state.h"

namespace reach {

std::string_view Name(State state) {
  constexpr std::array<std::string_view, kAllStates.size()> kNames = {
      "open", "refused", "filtered", "silent", "unreachable", "error", "unknown"};
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<State> ParseState(std::string_view name) {
  for (const State state : kAllStates) {
    if (Name(state) == name) return state;
  }
  return std::nullopt;
}

}  // namespace reach
