// Answers that are still good, found and missing names alike.
// Thread: one, the resolver's. Owner: NameService.
#pragma once

#include <cstddef>
#include <map>

#include "exporter/net/name.h"

namespace reach {

class NameCache {
 public:
  // At most `limit` answers. When it is full the expired ones go; if that frees less than half,
  // all.
  explicit NameCache(std::size_t limit) : limit_(limit) {}

  const NameAnswer* Find(const NameKey& key, TimePoint now) const;  // null: none, or expired
  void Put(const NameKey& key, NameAnswer answer, TimePoint now);
  void Clear() { answers_.clear(); }
  std::size_t size() const { return answers_.size(); }

 private:
  std::size_t limit_;
  std::map<NameKey, NameAnswer> answers_;
};

}  // namespace reach
