// Bytes written as hexadecimal digits, as a module gives a binary payload.
// Thread: pure functions. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reach {

// "ff ff 54" or "ffff54", either case; spaces only between whole bytes. nullopt for anything else.
std::optional<std::string> ParseHex(std::string_view text);

}  // namespace reach
