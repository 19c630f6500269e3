#include "exporter/web/caller_rate.h"

#include <algorithm>
#include <chrono>

namespace reach::web {
namespace {

constexpr std::size_t kMaxCallers = 10000;

}  // namespace

bool CallerRate::Take(const std::string& caller, int count, TimePoint now) {
  if (callers_.size() >= kMaxCallers) {
    std::erase_if(callers_, [now](const auto& entry) {
      return now - entry.second.at > std::chrono::minutes(1);
    });
  }
  auto found = callers_.find(caller);
  if (found == callers_.end()) {
    if (callers_.size() >= kMaxCallers) return false;
    found = callers_.emplace(caller, Allowance{per_minute_, now}).first;
  }
  Allowance& mine = found->second;
  mine.left = std::min(per_minute_, mine.left + Seconds(now - mine.at) / 60 * per_minute_);
  mine.at = now;
  if (mine.left < count) return false;
  mine.left -= count;
  return true;
}

}  // namespace reach::web
