// The server's side of A2S INFO, for a stand-in that answers while the game is off (Valve developer
// wiki, "Server queries").
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/protocols/a2s.h"

namespace reach::a2s {

// What the stand-in says of itself. Empty of players, so that nobody takes it for the game.
struct StandInInfo {
  std::string name;  // without NUL
  std::uint16_t port = 0;
};

// The datagram that answers `request`: the challenge to one without it, INFO to one that brings it
// back, "" to everything else. A challenge is no longer than its request, so that a forged sender
// gets nothing worth having.
std::string Answer(std::string_view request, const Challenge& challenge, const StandInInfo& info);

}  // namespace reach::a2s
