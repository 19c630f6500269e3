#include "exporter/probes/webrcon/login.h"

#include <algorithm>

#include "exporter/protocols/webrcon.h"
#include "exporter/protocols/websocket.h"

namespace reach::webrcon {
namespace {

using websocket::Opcode;

// The reply is some hundred bytes; a line of the console may be long.
constexpr std::size_t kLargest = 64 * 1024;
constexpr int kSwitching = 101;
constexpr std::string_view kCommand = "serverinfo";
constexpr std::string_view kNormalClosure = "\x03\xe8";  // 1000 (RFC 6455 7.4.1)

}  // namespace

Login::Login(std::string_view host, std::optional<std::string_view> password, std::string nonce,
             std::string mask)
    : has_password_(password.has_value()),
      nonce_(std::move(nonce)),
      mask_(std::move(mask)),
      request_(websocket::EncodeHandshake(host, PathOf(password.value_or("")), nonce_)) {}

std::optional<Reason> Login::Feed(std::string_view received, std::string& out) {
  buffer_ += received;
  if (!upgraded_) {
    const auto verdict = Upgrade(out);
    if (verdict || !upgraded_) return verdict;
  }
  return TakeFrames();
}

// A server that knows no such path may refuse the upgrade; one that checks the password later
// accepts it and then hangs up.
std::optional<Reason> Login::Upgrade(std::string& out) {
  const websocket::HandshakeReply reply = websocket::ParseHandshake(buffer_, nonce_);
  if (reply.result == ParseResult::kNeedMore) return std::nullopt;
  if (reply.result == ParseResult::kBad) return Reason::kBadReply;
  upgraded_ = reply.status == kSwitching;
  if (!has_password_) return Reason::kReply;
  if (!upgraded_) return Reason::kExpectMismatch;
  buffer_.erase(0, reply.size);
  out += websocket::EncodeFrame(Opcode::kText, EncodeCommand(kCommand, kId), mask_);
  return std::nullopt;
}

std::optional<Reason> Login::TakeFrames() {
  while (true) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, buffer_.size()));
    buffer_.erase(0, skipped);
    skip_ -= skipped;
    if (skip_ > 0) return std::nullopt;
    const websocket::FrameHead head = websocket::ParseFrameHead(buffer_);
    if (head.result == ParseResult::kNeedMore) return std::nullopt;
    if (head.result == ParseResult::kBad) return Reason::kBadReply;
    if (head.opcode == Opcode::kClose) return Reason::kExpectMismatch;
    if (head.payload > kLargest) {
      buffer_.erase(0, head.size);
      skip_ = head.payload;
      continue;
    }
    const auto size = static_cast<std::size_t>(head.payload);
    if (buffer_.size() < head.size + size) return std::nullopt;
    const std::string payload = buffer_.substr(head.size, size);
    buffer_.erase(0, head.size + size);
    if (head.opcode == Opcode::kPing || head.opcode == Opcode::kPong) continue;
    if (head.opcode != Opcode::kContinuation) message_.clear();
    if (auto verdict = TakeMessage(payload, head.last)) return verdict;
  }
}

std::optional<Reason> Login::TakeMessage(std::string_view payload, bool last) {
  if (message_.size() + payload.size() <= kLargest) message_ += payload;
  if (!last) return std::nullopt;
  const bool answered = IsReplyTo(message_, kId);
  message_.clear();
  return answered ? std::optional(Reason::kReply) : std::nullopt;
}

std::string Login::Goodbye() const {
  return upgraded_ ? websocket::EncodeFrame(Opcode::kClose, kNormalClosure, mask_) : "";
}

}  // namespace reach::webrcon
