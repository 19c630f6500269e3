#include "exporter/protocols/websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace reach::websocket {
namespace {

constexpr std::string_view kAppended = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // 1.3
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kVersion = "HTTP/1.1 ";
constexpr std::size_t kLargestHead = 16 * 1024;
constexpr std::size_t kLargestControl = 125;
constexpr int kSwitching = 101;

std::string Base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  // It writes a zero behind the end: a string has room for that.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

std::string AcceptOf(std::string_view nonce) {
  const std::string text = Base64(nonce) + std::string(kAppended);
  std::string digest(SHA_DIGEST_LENGTH, '\0');
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(digest.data()));
  return Base64(digest);
}

bool SameWord(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

// Of the first field with this name; "" without.
std::string_view FieldOf(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !SameWord(line.substr(0, colon), name)) continue;
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    return value.substr(0, value.find_last_not_of(" \t") + 1);
  }
  return "";
}

int StatusOf(std::string_view head) {
  const std::string_view digits = head.substr(std::min(kVersion.size(), head.size()), 3);
  if (digits.size() < 3) return 0;
  int status = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

bool IsControl(std::uint8_t opcode) { return (opcode & 8U) != 0; }

}  // namespace

std::string EncodeHandshake(std::string_view host, std::string_view path, std::string_view nonce) {
  std::string request = "GET ";
  request.append(path).append(" HTTP/1.1\r\nHost: ").append(host);
  request += "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ";
  request += Base64(nonce) + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
  return request;
}

HandshakeReply ParseHandshake(std::string_view received, std::string_view nonce) {
  HandshakeReply reply;
  const std::size_t known = std::min(kVersion.size(), received.size());
  reply.result = ParseResult::kBad;
  if (received.substr(0, known) != kVersion.substr(0, known)) return reply;
  const std::size_t end = received.substr(0, kLargestHead).find(kEndOfHead);
  if (end == std::string_view::npos) {
    if (received.size() < kLargestHead) reply.result = ParseResult::kNeedMore;
    return reply;
  }
  const std::string_view head = received.substr(0, end);
  const int status = StatusOf(head);
  if (status == 0) return reply;
  if (status == kSwitching && (!SameWord(FieldOf(head, "Upgrade"), "websocket") ||
                               FieldOf(head, "Sec-WebSocket-Accept") != AcceptOf(nonce))) {
    return reply;
  }
  return {ParseResult::kDone, status, end + kEndOfHead.size()};
}

std::string EncodeFrame(Opcode opcode, std::string_view payload, std::string_view mask) {
  constexpr std::uint8_t kLast = 0x80;
  constexpr std::uint8_t kMasked = 0x80;
  const auto byte = [](std::size_t value) { return static_cast<char>(value & 0xFFU); };
  std::string frame{byte(kLast | static_cast<std::uint8_t>(opcode))};
  const std::size_t size = payload.size();
  if (size < 126) {
    frame += byte(kMasked | size);
  } else if (size < 65536) {
    frame += {byte(kMasked | 126U), byte(size >> 8), byte(size)};
  } else {
    frame += byte(kMasked | 127U);
    for (int shift = 56; shift >= 0; shift -= 8) frame += byte(size >> shift);
  }
  frame += mask;
  for (std::size_t i = 0; i < size; ++i) {
    frame += static_cast<char>(payload[i] ^ mask[i % kMaskSize]);
  }
  return frame;
}

FrameHead ParseFrameHead(std::string_view received) {
  FrameHead head;
  if (received.size() < 2) return head;
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(received[i]); };
  const std::uint8_t opcode = at(0) & 0x0FU;
  const std::uint8_t length = at(1) & 0x7FU;
  head.last = (at(0) & 0x80U) != 0;
  head.opcode = static_cast<Opcode>(opcode);
  const bool known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
  const bool bad_control = IsControl(opcode) && (!head.last || length > kLargestControl);
  if ((at(0) & 0x70U) != 0 || (at(1) & 0x80U) != 0 || !known || bad_control) {
    head.result = ParseResult::kBad;
    return head;
  }
  const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (received.size() < 2 + more) return head;
  head.payload = more == 0 ? length : 0;
  for (std::size_t i = 0; i < more; ++i) head.payload = head.payload << 8 | at(2 + i);
  head.size = 2 + more;
  head.result = ParseResult::kDone;
  return head;
}

}  // namespace reach::websocket
