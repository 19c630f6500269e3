// The closed set of port states, and sets of them.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace reach {

enum class State : std::uint8_t {
  kOpen,         // ESTABLISHED, or a correct reply
  kRefused,      // somebody answered "no": RST or ICMP port unreachable
  kFiltered,     // an answer was due and none came, or an ICMP said "prohibited"
  kSilent,       // no answer to a UDP probe whose module does not need one
  kUnreachable,  // a router, the route table or the DNS said that there is no way there
  kError,        // the probe could not be made, for a reason of our own
  kUnknown,      // not probed yet, or the exporter was too late to tell
};

inline constexpr std::array kAllStates = {State::kOpen,   State::kRefused,     State::kFiltered,
                                          State::kSilent, State::kUnreachable, State::kError,
                                          State::kUnknown};

std::string_view Name(State state);
std::optional<State> ParseState(std::string_view name);

// Error and unknown say something about the exporter, every other state about the target.
constexpr bool IsVerdict(State state) { return state < State::kError; }

class StateSet {
 public:
  constexpr StateSet() = default;
  constexpr StateSet(std::initializer_list<State> states) {
    for (const State state : states) Add(state);
  }
  constexpr void Add(State state) { bits_ = static_cast<std::uint8_t>(bits_ | Bit(state)); }
  constexpr bool Contains(State state) const { return (bits_ & Bit(state)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const StateSet&) const = default;

 private:
  static constexpr std::uint8_t Bit(State state) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(state));
  }
  std::uint8_t bits_ = 0;
};

}  // namespace reach
