// The reply to an A2S INFO request as a value.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/protocols/byte_reader.h"

namespace reach::a2s {

// Strings are as the server sent them: untrusted, any bytes but NUL.
struct Info {
  std::uint8_t protocol = 0;
  std::string name;
  std::string map;
  std::string folder;
  std::string game;
  std::uint16_t short_app_id = 0;  // 0 or the low bits for newer games: see app_id()
  std::uint8_t players = 0;
  std::uint8_t max_players = 0;  // these two wrap at 256: see RustTags
  std::uint8_t bots = 0;
  char server_type = 0;  // 'd' dedicated, 'l' listen, 'p' SourceTV
  char environment = 0;  // 'l' Linux, 'w' Windows, 'm' or 'o' macOS
  bool password = false;
  bool vac = false;
  std::string version;
  // The extra data, each only if its flag was set.
  std::optional<std::uint16_t> port;
  std::optional<std::uint64_t> steam_id;
  std::optional<std::uint16_t> spectator_port;
  std::string spectator_name;
  std::string keywords;
  std::optional<std::uint64_t> game_id;

  // Steam's number of the game: the low 24 bits of the game id, if the server sent it.
  std::uint32_t app_id() const;
};

// `message` is a whole reply, reassembled if it was split, with its `ff ff ff ff 49`. The extra
// data flag may be missing (old servers), and bytes after the last field are ignored. A GoldSrc
// reply (0x6d) is kBad. `into` is complete only at kDone.
ParseResult ParseInfo(std::string_view message, Info& into);

}  // namespace reach::a2s
