// Reads bytes from the front of a message; runs dry instead of past the end.
// Thread: belongs to one function. Owner: the parser that made it; the bytes must outlive it.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace reach {

// What a parser says of the bytes so far. A datagram is whole: there kNeedMore means cut off.
enum class ParseResult : std::uint8_t { kNeedMore, kBad, kDone };

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  // Consumes exactly `literal`, as far as there are bytes to compare.
  ParseResult Literal(std::string_view literal) {
    const std::size_t shared = std::min(literal.size(), rest_.size());
    if (rest_.substr(0, shared) != literal.substr(0, shared)) return ParseResult::kBad;
    rest_.remove_prefix(shared);
    if (shared == literal.size()) return ParseResult::kDone;
    dry_ = true;
    return ParseResult::kNeedMore;
  }

  // The next number in little endian; 0 when dry.
  template <std::unsigned_integral T>
  T Little() {
    T value = 0;
    for (const char byte : Take(sizeof(T)) /* empty when dry */) {
      value = static_cast<T>(value >> 8 |
                             static_cast<T>(static_cast<T>(byte & 0xFF) << (8 * (sizeof(T) - 1))));
    }
    return value;
  }

  // The next number in network order; 0 when dry.
  template <std::unsigned_integral T>
  T Big() {
    T value = 0;
    for (const char byte : Take(sizeof(T)) /* empty when dry */) {
      value = static_cast<T>(static_cast<std::uint64_t>(value) << 8 | (byte & 0xFF));
    }
    return value;
  }

  // The bytes up to the next NUL, which is consumed too; empty when there is none.
  std::string_view CString() {
    const std::size_t end = rest_.find('\0');
    const std::string_view text = Take(end == rest_.npos ? rest_.size() + 1 : end + 1);
    return text.substr(0, text.empty() ? 0 : text.size() - 1);
  }

  // The next `count` bytes; none and dry when there are fewer.
  std::string_view Take(std::size_t count) {
    if (dry_ || count > rest_.size()) {
      dry_ = true;
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest() const { return rest_; }
  bool dry() const { return dry_; }  // true once more was asked for than there was

 private:
  std::string_view rest_;
  bool dry_ = false;
};

}  // namespace reach
