// The part of a configuration that this exporter has, where several share it as shards.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>

#include "exporter/config/config.h"

namespace reach {

// Which shard each check belongs to. Every shard comes to the same answer from the same whole.
class Division {
 public:
  // `whole` outlives it.
  explicit Division(const config::Config& whole);

  // By host, a target that is `of` another goes where that one goes: their evidence is joined.
  std::uint32_t OwnerOf(const Check& check) const;
  std::uint32_t OwnerOf(std::string_view host) const;

 private:
  const config::Config& whole_;
  std::map<std::string_view, std::string_view> outer_hosts_;  // of targets that others are `of`
};

// `whole` with the checks and the DDNS names of `whole.shard` alone. A DDNS name is with each shard
// that has a check which it matters to, and where there is none, with the one of its own hash. All
// else is every shard's. `whole` itself where there is one shard.
std::shared_ptr<const config::Config> OwnPart(std::shared_ptr<const config::Config> whole);

}  // namespace reach
