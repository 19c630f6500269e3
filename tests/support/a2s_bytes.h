// A2S packets made byte by byte in the layout of the Valve wiki, for codec tests and for A2sPeer.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reach::test {

// Little endian, `size` bytes.
std::string Little(std::uint64_t value, std::size_t size);

// The fields of a Rust server's INFO reply that tests vary; the rest is as such a server sends it.
struct RustInfo {
  std::string name = "Sunday Builders EU";
  std::string map = "Procedural Map";
  std::string version = "2633";
  std::uint8_t players = 0x28;      // 40
  std::uint8_t max_players = 0x2C;  // 300 wrapped at 256
  std::string keywords = "mp300,cp296,ptrak,qp12,$r?,v2633,born1790427613,gmrust,cs165217,ts8,^o";
};
std::string InfoReply(const RustInfo& info);

// All extra data flags, spectator included; another game than Rust.
std::string InfoReplyWithAllExtraData();

std::string ChallengeReply(std::string_view four_bytes);

struct SplitShape {
  std::uint32_t id = 0x0000A17E;
  std::size_t fragment_size = 40;  // payload bytes in each but the last
};
std::vector<std::string> Split(std::string_view message, const SplitShape& shape = {});
std::string FragmentBytes(std::uint32_t id, std::uint8_t total, std::uint8_t number,
                          std::string_view payload);

}  // namespace reach::test
