#include "exporter/wan/shown.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "exporter/wan/random.h"

namespace reach::wan {
namespace {

constexpr std::size_t kShownBytes = 8;
constexpr std::size_t kKeyBytes = 16;

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<std::uint8_t>(byte) >> 4];
    text += kDigits[static_cast<std::uint8_t>(byte) & 0xF];
  }
  return text;
}

}  // namespace

std::string HashOf(const Address& address, std::string_view key) {
  if (!address) return "";
  const std::string text = ToString(address);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return Hex({reinterpret_cast<const char*>(digest.data()), kShownBytes});
}

std::string MakeKey() { return Hex(RandomBytes(kKeyBytes)); }

}  // namespace reach::wan
