#include "exporter/probes/a2s/a2s_facts.h"

#include <string>

#include "exporter/core/text.h"
#include "exporter/protocols/rust_tags.h"

namespace reach::a2s {

constinit const std::array<FactSpec, 5> kFactNumbers = {{
    {"game_players", "Players on the server, as it says"},
    {"game_players_max", "Players that the server has room for, as it says"},
    {"game_bots", "Bots on the server, as it says"},
    {"game_queued", "Players waiting for a place, as the Rust server says"},
    {"game_last_wipe_timestamp_seconds",
     "Unix time when the save of the Rust server was made, as it says"},
}};

constinit const FactSpec kFactInfo = {
    "game_info", "Version, map and network protocol of the game server, as it says; value 1"};

namespace {

enum Number { kPlayers, kPlayersMax, kBots, kQueued, kLastWipe };

bool IsRust(const Info& info) { return info.app_id() == kRustAppId || info.folder == "rust"; }

}  // namespace

std::shared_ptr<const Facts> FactsOf(const Info& info) {
  const RustTags tags = IsRust(info) ? ParseRustTags(info.keywords) : RustTags{};
  auto facts = std::make_shared<Facts>();
  const auto add = [&](Number number, double value) {
    facts->numbers.emplace_back(&kFactNumbers[number], value);
  };
  add(kPlayers, tags.players.value_or(info.players));
  add(kPlayersMax, tags.max_players.value_or(info.max_players));
  add(kBots, info.bots);
  if (tags.queued) add(kQueued, *tags.queued);
  if (tags.born) add(kLastWipe, *tags.born);
  facts->info = &kFactInfo;
  facts->words = {{"version", CleanText(info.version)},
                  {"map", CleanText(info.map)},
                  {"protocol", tags.version ? std::to_string(*tags.version) : ""}};
  return facts;
}

}  // namespace reach::a2s
