#include "exporter/wan/commitment.h"

#include <set>
#include <utility>

#include "exporter/wan/reserved.h"

namespace reach::wan {
namespace {

constexpr int kRounds = 2;
constexpr int kRoundsWithRouter = 1;
constexpr auto kWindow = std::chrono::hours(1);
constexpr std::size_t kFlappingMoves = 3;
constexpr std::size_t kFewAddresses = 3;

// Drops the moves that are too old to tell anything. True: there is no flapping any more.
bool Forget(FamilyMemory& memory, WallTime now) {
  // A clock that was stepped back must not keep moves for ever.
  std::erase_if(memory.moves,
                [now](const Move& move) { return move.when + kWindow < now || move.when > now; });
  if (!memory.multi_homed || !memory.moves.empty()) return false;
  memory.multi_homed = false;
  return true;
}

// The moves lead to and fro within a small set, which they return to. What flaps already goes on to
// do so within that set.
bool IsFlapping(const FamilyMemory& memory) {
  std::set<Address> set;
  for (const Move& move : memory.moves) set.insert(move.to);
  if (set.size() > kFewAddresses) return false;
  const std::size_t moves = memory.moves.size();
  return memory.multi_homed || (moves >= kFlappingMoves && set.size() < moves);
}

void RememberFormer(FamilyMemory& memory) {
  std::erase(memory.former, memory.address);
  memory.former.push_back(memory.address);
  if (memory.former.size() > kFormer) memory.former.erase(memory.former.begin());
}

void MoveTo(FamilyMemory& memory, const Address& address, WallTime when) {
  const bool first = !memory.address;
  if (!first) RememberFormer(memory);
  memory.address = address;
  std::erase(memory.former, address);  // it is ours again
  if (first) return;
  memory.moves.push_back({when, address});
  memory.multi_homed = IsFlapping(memory);
  if (memory.multi_homed) return;
  ++memory.changes;
  memory.changed = when;
}

}  // namespace

bool Commit(FamilyMemory& memory, const Verdict& verdict, WallTime now) {
  const bool settled = Forget(memory, now);
  if (!verdict.address) return settled;
  if (IsSameNetwork(verdict.address, memory.address)) {
    memory.candidate = {};
    return std::exchange(memory.address, verdict.address) != verdict.address || settled;
  }
  if (verdict.address != memory.candidate) {
    memory.candidate = verdict.address;
    memory.candidate_rounds = 0;
    memory.candidate_since = now;
  }
  ++memory.candidate_rounds;
  if (memory.candidate_rounds < (verdict.router_agrees ? kRoundsWithRouter : kRounds)) {
    return settled;
  }
  MoveTo(memory, memory.candidate, memory.candidate_since);
  memory.candidate = {};
  return true;
}

bool IsUndecided(const FamilyMemory& memory) { return bool(memory.candidate); }

WanFamily StatusOf(const FamilyMemory& memory, const Verdict& verdict) {
  WanFamily status;
  status.address = memory.address;
  status.changed = memory.changed;
  status.changes = memory.changes;
  status.former = memory.former;
  status.answered = verdict.answered;
  status.agreeing = verdict.address == memory.address ? verdict.agreeing : 0;
  status.agreed = bool(verdict.address);
  status.multi_homed = memory.multi_homed;
  return status;
}

}  // namespace reach::wan
