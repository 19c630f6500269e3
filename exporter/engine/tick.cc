#include "exporter/engine/tick.h"

namespace reach {

Tick* TickBoard::Open(std::uint32_t index, const CheckPolicy& policy, const Row& row,
                      TimePoint due) {
  if (Busy(index)) return nullptr;
  by_check_[index] = ++last_;
  return &ticks_.try_emplace(last_, Tick{Confirmation(policy, row), index, due}).first->second;
}

void TickBoard::Close(TickId id) {
  const auto found = ticks_.find(id);
  by_check_[found->second.index] = 0;
  ticks_.erase(found);
}

Tick* TickBoard::Find(TickId id) {
  const auto found = ticks_.find(id);
  return found == ticks_.end() ? nullptr : &found->second;
}

void TickBoard::Renumber(const std::vector<std::uint32_t>& former) {
  std::vector<TickId> renumbered(former.size(), 0);
  std::unordered_map<TickId, Tick> kept;
  for (std::uint32_t index = 0; index < former.size(); ++index) {
    if (former[index] == kNone || !Busy(former[index])) continue;
    const TickId id = by_check_[former[index]];
    Tick& tick = kept.try_emplace(id, std::move(ticks_.at(id))).first->second;
    tick.index = index;
    renumbered[index] = id;
  }
  ticks_ = std::move(kept);
  by_check_ = std::move(renumbered);
}

}  // namespace reach
