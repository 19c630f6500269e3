// The home router, read in every way that it may know: NAT-PMP, PCP, UPnP.
// Thread: that of the io_context. Owner: the station.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/config/wan_source.h"
#include "exporter/wan/helpers.h"
#include "exporter/wan/upnp_source.h"

namespace reach::wan {

struct RouterReading {
  Address external;       // none: not said
  bool mismatch = false;  // it sees us with another address than we have
  std::vector<PortMapping> mappings;
};

class Router {
 public:
  // All outlive the tasks. `patience` bounds one question.
  Router(asio::io_context& io, Helpers& helpers, Ports ports, Duration patience);

  // The router that the source names, or the default gateway; the first of several that says its
  // address. IPv4 only: in IPv6 a router translates nothing.
  Task<RouterReading> Read(config::WanSource source);

 private:
  Task<RouterReading> ReadOne(Address gateway);
  Task<UpnpReading> AskUpnp(Address gateway);

  asio::io_context& io_;
  Helpers& helpers_;
  Ports ports_;
  Duration patience_;
  std::string description_url_;  // of the gateway that was found last; "": to be looked for
  int rounds_without_ = 0;       // not to be looked for in each round where there is none
};

}  // namespace reach::wan
