// One line of what netstat or ss print on some host, as a person pastes it.
// Thread: pure functions. Owner: none.
#pragma once

#include <optional>
#include <string_view>

#include "exporter/host/bound_socket.h"

namespace reach::host {

// Knows the lines of `netstat -ano` of Windows in any language, `ss -lntu` with or without -p, and
// `netstat -lntu` of Linux. nullopt for a line that says nothing of a socket that listens: a
// heading, a connection, a name instead of a number, or anything else.
std::optional<BoundSocket> ReadListedSocket(std::string_view line);

}  // namespace reach::host
