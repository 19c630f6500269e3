// What an A2S reply says in metrics: players, queue, wipe, version and map.
// Thread: pure functions over constants. Owner: none.
#pragma once

#include <array>
#include <memory>

#include "exporter/core/facts.h"
#include "exporter/protocols/a2s_info.h"

namespace reach::a2s {

extern const std::array<FactSpec, 5> kFactNumbers;
extern const FactSpec kFactInfo;

// Of a Rust server the tags win over the one-byte fields. The server's name is left out: its owner
// controls it, and would control a label.
std::shared_ptr<const Facts> FactsOf(const Info& info);

}  // namespace reach::a2s
