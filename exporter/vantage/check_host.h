// The public service check-host.net, which looks at a TCP or UDP port from several places, by its
// documented API (https://check-host.net/about/api). Off unless the user has consented: what it is
// asked about is there for everybody to see.
// Thread: that of the asker. Owner: the client.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/vantages.h"
#include "exporter/core/check.h"
#include "exporter/net/task.h"
#include "exporter/vantage/answer.h"
#include "exporter/vantage/asker.h"

namespace reach::vantage {

inline constexpr std::string_view kCheckHost = "check-host.net";

// It knows TCP connects and UDP datagrams; it cannot speak to a game.
bool CanCheckHost(const Check& check);

// Asks for a check and for its result until all places have answered, 20 s at most. `problem` is
// why there is none, or "". Each place is a vantage of its own: "check-host.net/us1".
Task<std::vector<Answer>> AskCheckHost(asio::io_context& io, Asker& asker,
                                       config::CheckHostSettings settings, Check check,
                                       std::string& problem);

// Of the answer to the first question: the id that the result is under; "" without one.
std::string ParseRequestId(std::string_view json);

// Of the answer to the second: those places that have finished and say something that we know.
struct Progress {
  std::vector<Answer> answers;
  bool finished = false;  // no place is missing
};
Progress ParseResult(Transport transport, std::string_view json);

}  // namespace reach::vantage
