// Compression of a response body.
// Thread: pure function. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reach::web {

// RFC 1952 at level 1: higher levels cost more CPU than the bytes are worth on a scrape. Nothing
// when there is no memory for it.
std::optional<std::string> Gzip(std::string_view text);

}  // namespace reach::web
