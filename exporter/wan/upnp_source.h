// Asks a UPnP gateway for its external address and for its mappings of some ports; changes nothing.
// Thread: blocks the one that calls; for a helper thread. Owner: none.
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/wan/status.h"

namespace reach::wan {

using Ports = std::vector<std::pair<Transport, std::uint16_t>>;

struct UpnpReading {
  Address external;                   // none: not said
  std::vector<PortMapping> mappings;  // of the ports that it said something about
};

// Asks the network of `own` by SSDP who a gateway is, for two seconds, and believes only `gateway`:
// the URL of its description; "" without.
std::string DiscoverUpnp(const Address& gateway, const Address& own);

// Every request goes to `gateway`, whatever the URLs say. Answers above 64 KiB are none, redirects
// are not followed. `patience` bounds one request, of which there are two and one for each port.
UpnpReading ReadUpnp(const std::string& description_url, const Address& gateway, const Ports& ports,
                     Duration patience, const std::atomic<bool>& stop);

}  // namespace reach::wan
