// The two questions that a UPnP gateway is asked (WANIPConnection:1 2.4.11, 2.4.18), as text, and
// what its description and its answers say.
// Thread: pure functions; the XML is read by miniupnpc. Owner: none.
//
// There is nothing here that adds or deletes a mapping.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/address.h"
#include "exporter/wan/status.h"

namespace reach::wan {

// Where the gateway is asked, out of its device description.
struct UpnpService {
  std::string control_url;  // absolute
  std::string type;         // "urn:schemas-upnp-org:service:WANIPConnection:1"
};
// `url` is that of the description. nullopt without a WAN connection, and for one whose control URL
// is not on the host of the description.
std::optional<UpnpService> ReadDescription(std::string_view xml, const std::string& url);

struct UpnpCall {
  std::string action_header;  // "SOAPAction: ..."
  std::string body;
};
UpnpCall AskExternalAddress(const UpnpService& service);
UpnpCall AskMapping(const UpnpService& service, Transport transport, std::uint16_t port);

// None: no answer to that question, or no address yet.
Address ReadExternalAddress(std::string_view xml);

// nullopt: neither a mapping nor the word that there is none.
std::optional<PortMapping> ReadMapping(std::string_view xml, Transport transport,
                                       std::uint16_t port);

// "192.168.1.1" of "http://192.168.1.1:5000/x"; none when the host of the URL is no address.
Address HostOf(const std::string& url);

}  // namespace reach::wan
