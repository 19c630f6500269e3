// Bytes and patterns as modules write them: `send`, `send_hex`, `expect`, `expect_hex`.
// Thread: the one that loads. Owner: none.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/config/fields.h"

namespace reach {

// Pairs of hex digits, white space between the pairs allowed: "ff ff 54". None for anything else.
std::optional<std::string> ParseHex(std::string_view text);

// The bytes under a key that holds hex. Faults go to the fields; empty bytes are one.
std::optional<std::string> ReadHex(config::Fields& fields, std::string_view key);

// The RE2 pattern under `key`, null when absent or faulty. It matches bytes, not characters: a
// datagram is not UTF-8, and "\xff" means that byte.
std::shared_ptr<const RE2> ReadPattern(config::Fields& fields, std::string_view key);

// Of two ways to write the same thing only one may be there.
void RefuseBoth(config::Fields& fields, std::string_view key, std::string_view other);

}  // namespace reach
