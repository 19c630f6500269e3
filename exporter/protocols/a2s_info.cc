#include "exporter/protocols/a2s_info.h"

namespace reach::a2s {
namespace {

using namespace std::literals;

constexpr std::uint16_t kTheShip = 2400;  // alone in having three more bytes before the version

constexpr std::uint8_t kHasGameId = 0x01;
constexpr std::uint8_t kHasSteamId = 0x10;
constexpr std::uint8_t kHasKeywords = 0x20;
constexpr std::uint8_t kHasSpectator = 0x40;
constexpr std::uint8_t kHasPort = 0x80;

void ReadExtraData(ByteReader& reader, Info& into) {
  const auto flags = reader.Little<std::uint8_t>();
  if ((flags & kHasPort) != 0) into.port = reader.Little<std::uint16_t>();
  if ((flags & kHasSteamId) != 0) into.steam_id = reader.Little<std::uint64_t>();
  if ((flags & kHasSpectator) != 0) {
    into.spectator_port = reader.Little<std::uint16_t>();
    into.spectator_name = reader.CString();
  }
  if ((flags & kHasKeywords) != 0) into.keywords = reader.CString();
  if ((flags & kHasGameId) != 0) into.game_id = reader.Little<std::uint64_t>();
}

}  // namespace

std::uint32_t Info::app_id() const {
  return game_id ? static_cast<std::uint32_t>(*game_id & 0xFFFFFF) : short_app_id;
}

ParseResult ParseInfo(std::string_view message, Info& into) {
  ByteReader reader(message);
  const auto header = reader.Literal("\xFF\xFF\xFF\xFF\x49"sv);
  if (header != ParseResult::kDone) return header;
  into.protocol = reader.Little<std::uint8_t>();
  into.name = reader.CString();
  into.map = reader.CString();
  into.folder = reader.CString();
  into.game = reader.CString();
  into.short_app_id = reader.Little<std::uint16_t>();
  into.players = reader.Little<std::uint8_t>();
  into.max_players = reader.Little<std::uint8_t>();
  into.bots = reader.Little<std::uint8_t>();
  into.server_type = static_cast<char>(reader.Little<std::uint8_t>());
  into.environment = static_cast<char>(reader.Little<std::uint8_t>());
  into.password = reader.Little<std::uint8_t>() != 0;
  into.vac = reader.Little<std::uint8_t>() != 0;
  if (into.short_app_id == kTheShip) reader.Take(3);
  into.version = reader.CString();
  if (!reader.dry() && !reader.rest().empty()) ReadExtraData(reader, into);
  return reader.dry() ? ParseResult::kNeedMore : ParseResult::kDone;
}

}  // namespace reach::a2s
