// A text cut into lines, a line into the words between its spaces, and a word as a number.
// Thread: belongs to one function. Owner: the parser; the text must outlive it.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>

namespace reach::host {

// The next line without its end ("\n" or "\r\n"); `text` then begins after it.
inline std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The whole word as a number without a sign, or nothing.
template <typename Number>
std::optional<Number> ParseNumber(std::string_view word, int base = 10) {
  Number number{};
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number, base);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

class WordsOfLine {
 public:
  static constexpr std::size_t kMost = 32;  // more words than that are ignored

  explicit WordsOfLine(std::string_view line) {
    constexpr std::string_view kSpace = " \t";
    while (count_ < kMost) {
      const std::size_t begin = line.find_first_not_of(kSpace);
      if (begin == line.npos) return;
      line.remove_prefix(begin);
      words_[count_] = line.substr(0, line.find_first_of(kSpace));
      line.remove_prefix(words_[count_++].size());
    }
  }

  std::size_t size() const { return count_; }
  // "" beyond the last one.
  std::string_view At(std::size_t index) const {
    return index < count_ ? words_[index] : std::string_view();
  }

 private:
  std::array<std::string_view, kMost> words_;
  std::size_t count_ = 0;
};

}  // namespace reach::host
