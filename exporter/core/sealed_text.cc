#include "exporter/core/sealed_text.h"

#include <cstdint>

#include "exporter/core/check.h"

namespace reach {
namespace {

constexpr std::string_view kEnd = "end\t";
constexpr std::size_t kChecksumDigits = 16;

std::string Checksum(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint64_t sum = Hash(bytes);
  std::string text(kChecksumDigits, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, sum >>= 4) {
    *digit = kDigits[sum & 0xf];
  }
  return text;
}

}  // namespace

std::string Seal(std::string text) {
  const std::string sum = Checksum(text);
  text.append(kEnd).append(sum) += '\n';
  return text;
}

std::optional<std::string_view> Unseal(std::string_view sealed) {
  const std::size_t tail = kEnd.size() + kChecksumDigits + 1;
  if (sealed.size() < tail) return std::nullopt;
  const std::string_view text = sealed.substr(0, sealed.size() - tail);
  const bool good = sealed.substr(text.size()) == std::string(kEnd) + Checksum(text) + '\n';
  return good ? std::optional(text) : std::nullopt;
}

}  // namespace reach
