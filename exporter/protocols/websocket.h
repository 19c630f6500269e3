// WebSocket as bytes (RFC 6455), the client's side: the opening handshake and the frames.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/protocols/byte_reader.h"

namespace reach::websocket {

inline constexpr std::size_t kNonceSize = 16;  // bytes, random (4.1)
inline constexpr std::size_t kMaskSize = 4;    // bytes, random (5.3)

// The request for an upgrade. `host`: as in a Host header, with its port; `path` begins with a
// slash and is escaped.
std::string EncodeHandshake(std::string_view host, std::string_view path, std::string_view nonce);

struct HandshakeReply {
  ParseResult result = ParseResult::kNeedMore;
  int status = 0;        // of HTTP; 101 only if the rest is right, too
  std::size_t size = 0;  // bytes of the head; frames follow
};
// kBad: no HTTP, a head above 16 KiB, or a 101 that does not belong to the nonce.
HandshakeReply ParseHandshake(std::string_view received, std::string_view nonce);

enum class Opcode : std::uint8_t {
  kContinuation = 0,
  kText = 1,
  kBinary = 2,
  kClose = 8,
  kPing = 9,
  kPong = 10,
};

// A whole message in one frame, masked as a client must.
std::string EncodeFrame(Opcode opcode, std::string_view payload, std::string_view mask);

struct FrameHead {
  ParseResult result = ParseResult::kNeedMore;
  Opcode opcode = Opcode::kText;
  bool last = true;           // of its message
  std::size_t size = 0;       // bytes of the head
  std::uint64_t payload = 0;  // bytes that follow
};
// Of a server's frame. kBad: masked, an extension, or a control frame that is none (5.5).
FrameHead ParseFrameHead(std::string_view received);

}  // namespace reach::websocket
