// A text that shows whether it is whole: its last line is the checksum of all before it.
// Thread: pure functions. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reach {

// Appends "end<TAB>checksum"; the text ends in a newline.
std::string Seal(std::string text);

// What stands before the seal; none: it is not the one of this text.
std::optional<std::string_view> Unseal(std::string_view sealed);

}  // namespace reach
