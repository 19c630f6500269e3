// What a station of the WAN view works with.
// Thread: values. Owner: the watch.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/wan/upnp_source.h"

namespace reach::wan {

struct WatchOptions {
  config::Wan wan;  // `enabled` is decided
  std::vector<config::Ddns> ddns;
  std::vector<std::string> nameservers;
  Ports ports;  // asked of the router
  bool operator==(const WatchOptions&) const = default;
};

// `in_container` decides where the configuration does not.
WatchOptions OptionsOf(const config::Config& config, bool in_container);

}  // namespace reach::wan
