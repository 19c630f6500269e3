// Which checks a shard has from now on, and which of them it had before.
// Thread: made on the control loop, then immutable. Owner: handed to the shard.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/core/row.h"
#include "exporter/engine/admission.h"
#include "exporter/engine/snapshot.h"

namespace reach {

// What a check has when it appears: what is remembered of it, or nothing.
struct Beginning {
  Row row;
  Tenths last_success;  // none: not known
};
using Recall = std::function<Beginning(const Check&)>;

struct Placement {
  std::shared_ptr<const CheckTable> table;
  std::vector<std::uint32_t> former;  // index in the table before, or TickBoard::kNone; by index
  std::vector<Beginning> fresh;       // of the checks that are new, in their order
  ShardLimits limits;
};

// One placement a shard. All checks of one host are on one shard, which keeps the host's limits.
// A check survives when its Key is the same.
std::vector<Placement> Place(const config::Config& config,
                             const std::vector<std::shared_ptr<const CheckTable>>& before,
                             const Recall& recall);

// A shard's part of the limits; those of a host are whole.
ShardLimits Share(const config::Limits& limits, std::size_t shards);

}  // namespace reach
