// What netstat or ss printed on a host where no exporter runs, pasted or saved to a file.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <string_view>

#include "exporter/host/socket_table.h"

namespace reach::host {

inline constexpr std::size_t kLongestListing =
    std::size_t{8} * 1024 * 1024;  // the rest is not read

// Lines that are not understood are passed over. Reads UTF-8, any code page, and the UTF-16 that
// PowerShell writes into files. A listing without UDP lines (`netstat -ano -p TCP`) does not know
// UDP. When no line says that somebody listens, nothing is known, and `problem` says what to paste:
// a list of connections only must not pass for a host on which nobody listens.
SocketTable ParseListing(std::string_view text);

}  // namespace reach::host
