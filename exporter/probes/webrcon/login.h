// A login to Rust's remote console without I/O: says what to send and judges what came.
// Thread: that of the attempt. Owner: the attempt's coroutine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/core/reason.h"

namespace reach::webrcon {

class Login {
 public:
  // Without a password any answer to the handshake will do. `nonce` and `mask`: random, as
  // websocket.h wants them.
  Login(std::string_view host, std::optional<std::string_view> password, std::string nonce,
        std::string mask);

  // What to send first. Holds the password.
  std::string TakeRequest() { return std::move(request_); }

  // Adds received bytes, in any segmentation; appends to `out` what has to be sent. The verdict, as
  // soon as there is one.
  std::optional<Reason> Feed(std::string_view received, std::string& out);

  // To be sent before the connection is closed; "" as long as it speaks no WebSocket.
  std::string Goodbye() const;

 private:
  std::optional<Reason> Upgrade(std::string& out);
  std::optional<Reason> TakeFrames();
  std::optional<Reason> TakeMessage(std::string_view payload, bool last);

  bool has_password_;
  std::string nonce_;
  std::string mask_;
  std::string request_;
  std::string buffer_;      // received, and not yet looked at
  std::string message_;     // the frames so far of one that comes in several
  std::uint64_t skip_ = 0;  // bytes of a frame that is too long to be a reply
  bool upgraded_ = false;
};

}  // namespace reach::webrcon
