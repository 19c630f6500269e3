// The answers of a far end, as IPv4 packets: no state but what the packet itself says.
// Thread: pure functions. Owner: none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace reach::bench {

inline constexpr std::uint16_t kFirstRefusedPort = 30000;

using Packet = std::array<std::uint8_t, 40>;  // IPv4 and TCP header without options

// The answer to a TCP segment: SYN/ACK or RST to a SYN, FIN/ACK to a FIN, else nothing.
std::optional<Packet> AnswerTo(std::span<const std::uint8_t> packet);

}  // namespace reach::bench
