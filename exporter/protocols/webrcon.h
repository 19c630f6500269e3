// Rust's remote console over WebSocket (rcon.web 1), as text: the path is the password, and
// commands and replies are JSON objects. Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

namespace reach::webrcon {

// The path to ask for. Holds the password: never log or show it.
std::string PathOf(std::string_view password);

// Ids above 1000 are answered to the one who asked; unsolicited lines of the console have others.
inline constexpr int kId = 1001;

std::string EncodeCommand(std::string_view command, int id);

// Whether the message answers the command with that id. Anything else may come between.
bool IsReplyTo(std::string_view message, int id);

}  // namespace reach::webrcon
