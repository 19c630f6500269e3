// Packets that can be told from all others where they arrive: datagrams by what they carry,
// connects by where they come from. Thread: that of the io_context. Owner: whoever sends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"
#include "exporter/net/task.h"

namespace reach {

inline constexpr std::string_view kMarkPrefix = "reach_exporter arrival ";

struct MarkedSent {
  Address source;                    // none: nothing could be sent
  std::vector<std::uint16_t> ports;  // that they were sent from, one for each
};

// Three datagrams that carry kMarkPrefix and `mark`, or three connects that are reset when they are
// answered. Takes 2 s at most: an unanswered SYN is sent once more, after 1 s.
Task<MarkedSent> SendMarked(asio::io_context& io, Transport transport, Address address,
                            std::uint16_t port, std::string mark);

}  // namespace reach
