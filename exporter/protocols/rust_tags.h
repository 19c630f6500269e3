// The tags that a Rust server puts into the keywords of its A2S INFO reply.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reach::a2s {

inline constexpr std::uint32_t kRustAppId = 252490;

// They win over the one-byte fields of INFO, which wrap at 256 players.
struct RustTags {
  std::optional<std::uint32_t> max_players;  // mp
  std::optional<std::uint32_t> players;      // cp
  std::optional<std::uint32_t> queued;       // qp
  std::optional<std::uint32_t> born;         // born: Unix time of the save, seconds: the last wipe
  std::optional<std::uint32_t> version;      // v: must equal that of the players' game
};

// Tags in any order, with any others between; of a tag that comes twice the first counts. A tag
// whose number is missing, has other characters or is above 2^32 - 1 is not there.
RustTags ParseRustTags(std::string_view keywords);

}  // namespace reach::a2s
