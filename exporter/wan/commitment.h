// When a vote is believed: the committed address of one family, its changes, and its going to and
// fro.
// Thread: values and a pure function. Owner: the watch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exporter/wan/consensus.h"
#include "exporter/wan/status.h"

namespace reach::wan {

// One more address that was committed, and when: the recent ones tell a change from a flapping.
struct Move {
  WallTime when;
  Address to;
  bool operator==(const Move&) const = default;
};

// What players may still have noted down.
inline constexpr std::size_t kFormer = 8;

struct FamilyMemory {
  Address address;                  // committed; none: never known
  std::optional<WallTime> changed;  // none: no change was seen
  std::uint64_t changes = 0;
  bool multi_homed = false;
  std::vector<Move> moves;      // of the last hour, the oldest first
  std::vector<Address> former;  // that were committed before, the newest last; kFormer at most
  // Not kept over a restart:
  Address candidate;         // has the majority and is not committed yet
  int candidate_rounds = 0;  // how often
  WallTime candidate_since;
};

// After two rounds with the majority and none for another in between, or one when the router
// agrees, an address is committed. The first one is no change. A vote without a majority changes
// nothing, and another IPv6 address in the same /64 is no move. Three moves within an hour among
// two or three addresses are no changes but several lines: multi_homed, until an hour has passed
// without a move. True: what is kept over a restart has changed.
bool Commit(FamilyMemory& memory, const Verdict& verdict, WallTime now);

// A candidate waits for its second round.
bool IsUndecided(const FamilyMemory& memory);

WanFamily StatusOf(const FamilyMemory& memory, const Verdict& verdict);

}  // namespace reach::wan
