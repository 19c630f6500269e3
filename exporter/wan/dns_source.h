// Asks one named DNS server, straight and by UDP.
// Thread: that of the io_context. Owner: the awaiting round.
#pragma once

#include <optional>

#include "exporter/config/wan_source.h"
#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/net/nameserver.h"
#include "exporter/net/task.h"
#include "exporter/protocols/dns_message.h"

namespace reach::wan {

// None: no answer in time. A truncated answer is one: it has what fits.
Task<std::optional<dns::Answer>> AskDns(asio::io_context& io, Nameserver server,
                                        dns::Question question, Duration patience);

// The address that the server of a source, at `server`, sees us come from; none: no answer.
Task<Address> AskDnsEcho(asio::io_context& io, const config::WanSource& source, Address server,
                         Duration patience);

}  // namespace reach::wan
