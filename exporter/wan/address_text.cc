#include "exporter/wan/address_text.h"

#include <algorithm>

namespace reach::wan {
namespace {

// "255.255.255.255" and what IPv6 takes with an IPv4 tail.
constexpr std::size_t kShortest = 2;
constexpr std::size_t kLongest = 45;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWord(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ':' ||
         c == '-' || c == '_';
}

// A word loses the marks at its ends that a sentence has: "IP:8.8.4.7." is written, too.
std::string_view Bare(std::string_view word, Family family) {
  while (word.ends_with('.') || (word.ends_with(':') && !word.ends_with("::"))) {
    word.remove_suffix(1);
  }
  const std::size_t colon = word.rfind(':');
  if (family == Family::kIp4 && colon != word.npos) word.remove_prefix(colon + 1);
  return word;
}

}  // namespace

Address FirstAddress(std::string_view text, Family family) {
  while (!text.empty()) {
    const auto* const start = std::find_if(text.begin(), text.end(), IsWord);
    const auto* const end = std::find_if_not(start, text.end(), IsWord);
    const std::string_view word =
        Bare(std::string_view(start, static_cast<std::size_t>(end - start)), family);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
    if (word.size() < kShortest || word.size() > kLongest) continue;
    const auto address = Address::Parse(word);
    if (address && address->family == family) return *address;
  }
  return {};
}

}  // namespace reach::wan
