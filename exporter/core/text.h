// Makes strings from outside safe for an exposition, a page and a log.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reach {

// At most 128 bytes of valid UTF-8 (RFC 3629): a longer text is cut at a character, bad bytes
// become U+FFFD, control characters (C0, DEL, C1) become a space. Server names and banners come
// through here.
std::string CleanText(std::string_view text);

// How many bytes at the start of the text are valid UTF-8 (RFC 3629): all of them, or those before
// the first bad one.
std::size_t Utf8Prefix(std::string_view text);

// Escapes backslash, double quote and newline as the Prometheus text format 0.0.4 asks.
std::string EscapeLabel(std::string_view value);

}  // namespace reach
