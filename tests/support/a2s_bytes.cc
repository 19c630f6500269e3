#include "tests/support/a2s_bytes.h"

namespace reach::test {
namespace {

using namespace std::literals;

std::string Text(std::string_view text) { return std::string(text) + '\0'; }

}  // namespace

std::string Little(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

std::string InfoReply(const RustInfo& info) {
  return "\xFF\xFF\xFF\xFF\x49\x11"s + Text(info.name) + Text(info.map) + Text("rust") +
         Text("Rust") + Little(0, 2) + Little(info.players, 1) + Little(info.max_players, 1) +
         Little(0, 1) + "dl" + Little(0, 1) + Little(1, 1) + Text(info.version) + Little(0xB1, 1) +
         Little(28015, 2) + Little(90071992547409920, 8) + Text(info.keywords) + Little(252490, 8);
}

std::string InfoReplyWithAllExtraData() {
  return "\xFF\xFF\xFF\xFF\x49\x11"s + Text("Two Forts") + Text("ctf_2fort") + Text("tf") +
         Text("Team Fortress") + Little(440, 2) + Little(23, 1) + Little(24, 1) + Little(2, 1) +
         "pw" + Little(1, 1) + Little(0, 1) + Text("8604597") + Little(0xF1, 1) + Little(27015, 2) +
         Little(0x0140000101020304, 8) + Little(27020, 2) + Text("SourceTV") +
         Text("alltalk,payload") + Little(0xAB0001B8, 8);
}

std::string ChallengeReply(std::string_view four_bytes) {
  return "\xFF\xFF\xFF\xFF\x41"s + std::string(four_bytes);
}

std::string FragmentBytes(std::uint32_t id, std::uint8_t total, std::uint8_t number,
                          std::string_view payload) {
  return "\xFE\xFF\xFF\xFF"s + Little(id, 4) + Little(total, 1) + Little(number, 1) +
         Little(0x04E0, 2) + std::string(payload);
}

std::vector<std::string> Split(std::string_view message, const SplitShape& shape) {
  const std::size_t total = (message.size() + shape.fragment_size - 1) / shape.fragment_size;
  std::vector<std::string> fragments;
  for (std::size_t i = 0; i < total; ++i) {
    fragments.push_back(
        FragmentBytes(shape.id, static_cast<std::uint8_t>(total), static_cast<std::uint8_t>(i),
                      message.substr(i * shape.fragment_size, shape.fragment_size)));
  }
  return fragments;
}

}  // namespace reach::test
