// One question by UDP and its answer, asked again while there is time.
// Thread: that of the io_context. Owner: the awaiting source.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/net/task.h"

namespace reach::wan {

struct Datagram {
  Address to;
  std::uint16_t port = 0;
  std::string bytes;
  // Whether this is the answer: what anybody else sent is passed over.
  std::function<bool(std::string_view)> is_answer;
  Duration patience = std::chrono::seconds(5);  // for all tries together
};

// The answer; none when nothing came in time, the port is closed, or there is no way. The socket is
// connected: the kernel drops what others send. Asked again after 0.5, 1, 2 ... seconds.
Task<std::optional<std::string>> Ask(asio::io_context& io, Datagram question);

// Our own address on the way there; none without a way. Sends nothing.
Address SourceTowards(asio::io_context& io, const Address& to);

}  // namespace reach::wan
