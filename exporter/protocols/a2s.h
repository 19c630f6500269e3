// Source A2S packets: the INFO request, and what kind of reply a datagram is (Valve developer wiki,
// "Server queries").
// Thread: pure functions. Owner: none.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/protocols/byte_reader.h"

namespace reach::a2s {

// Four bytes that the server chose and wants to see again, so that no forged source gets a reply.
using Challenge = std::array<char, 4>;

// 25 bytes without a challenge, 29 with one.
std::string InfoRequest(const std::optional<Challenge>& challenge);

enum class Kind : std::uint8_t {
  kOther,  // garbage, the old GoldSrc reply (0x6d), or a reply to a question nobody asked
  kChallenge,
  kInfo,
  kFragment,  // one part of a split reply
};

// By the header only: the rest may still be bad.
Kind KindOf(std::string_view datagram);

// S2C_CHALLENGE, 9 bytes. Some servers append padding: what follows is ignored.
ParseResult ParseChallenge(std::string_view datagram, Challenge& into);

}  // namespace reach::a2s
