// Bytes and patterns as modules write them: `send_hex`, `expect`, `expect_hex`.
// Thread: the one that loads. Owner: none; faults go to the fields.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/config/fields.h"

namespace reach {

// The bytes under a key that holds hex; none of them is a fault.
std::optional<std::string> ReadHex(config::Fields& fields, std::string_view key);

// The pattern under `key`, null when absent or faulty. RE2::Latin1 matches bytes, as datagrams
// need; RE2::DefaultOptions characters of UTF-8, as the blackbox exporter does.
std::shared_ptr<const RE2> ReadPattern(config::Fields& fields, std::string_view key,
                                       RE2::CannedOptions encoding);

// Of two ways to write the same thing only one may be there.
void RefuseBoth(config::Fields& fields, std::string_view one, std::string_view other);

}  // namespace reach
