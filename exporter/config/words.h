// Words for messages: what the user may have meant, and what there is to choose from.
// Thread: pure functions. Owner: none.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace reach::config {

// The known word that differs from `word` by two letters at most, and by fewer than half of its
// letters; "" when there is none. Swapped neighbours count as one letter.
std::string_view Nearest(std::string_view word, std::span<const std::string_view> known);

// `unknown profile "rsut" (did you mean "rust"?)`, or else the list of what is known.
// `always_list` names them in both cases.
std::string UnknownWord(std::string_view kind, std::string_view word,
                        std::span<const std::string_view> known, bool always_list = false);

// What names and labels must be, as the end of a message.
inline constexpr std::string_view kLabelRule =
    "must be 1 to 128 bytes of text without control characters";
bool IsLabelText(std::string_view text);

std::string Quoted(std::string_view word);  // in double quotes, made safe for a terminal and a log
std::string Join(std::span<const std::string_view> words);  // "a, b, c"

}  // namespace reach::config
