#include "exporter/net/name_cache.h"

#include <utility>

namespace reach {

const NameAnswer* NameCache::Find(const NameKey& key, TimePoint now) const {
  const auto found = answers_.find(key);
  return found != answers_.end() && now < found->second.expires ? &found->second : nullptr;
}

void NameCache::Put(const NameKey& key, NameAnswer answer, TimePoint now) {
  if (answers_.size() >= limit_ && !answers_.contains(key)) {
    std::erase_if(answers_, [now](const auto& entry) { return entry.second.expires <= now; });
    // Each sweep has to pay for itself: with little to free, the next Put would sweep again.
    if (answers_.size() > limit_ / 2) answers_.clear();
  }
  answers_.insert_or_assign(key, std::move(answer));
}

}  // namespace reach
