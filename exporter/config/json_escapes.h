// What JSON can write in a string and YAML cannot.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>

namespace reach::config {

// Replaces each pair of escapes such as "\ud83d\ude00", by which JSON writes one character above
// U+FFFF (RFC 8259 7), by that character. A half of a pair becomes U+FFFD.
void JoinSurrogates(std::string& text);

}  // namespace reach::config
