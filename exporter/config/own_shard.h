// Which of the exporters that share one configuration this one is. Here a shard is a process; the
// engine divides its checks further, among threads.
// Thread: values. Owner: the configuration, which has it from the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reach::config {

enum class ShardBy : std::uint8_t { kHost, kCheck };

struct OwnShard {
  std::uint32_t index = 0;  // below `total`
  std::uint32_t total = 1;  // 1: there is no other
  ShardBy by = ShardBy::kHost;
  bool operator==(const OwnShard&) const = default;
};

// More are a slip of the hand.
inline constexpr std::uint32_t kMostShards = 1000;

// "3", or the name of a StatefulSet's pod, which ends in it: "reach-exporter-3".
std::optional<std::uint32_t> ParseShardIndex(std::string_view text);

}  // namespace reach::config
