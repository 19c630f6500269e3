// Who may have this exporter probe what: the `probe_api` part of the file.
// Thread: immutable after loading. Owner: the configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/address.h"

namespace reach::config {

class Fields;

// "192.168.1.0/24", or one address with all of its bits.
struct Network {
  Address base;
  int bits = 0;

  bool Contains(const Address& address) const;
  bool operator==(const Network&) const = default;
};
std::optional<Network> ParseNetwork(std::string_view text);

struct ProbeApiSettings {
  // May be probed although it is not a public address. Public ones need no permission.
  std::vector<Network> networks;
  std::vector<std::string> hosts;  // as the caller writes them, in normal form
  bool configured = false;         // the hosts of the configured targets
  std::vector<std::pair<std::uint16_t, std::uint16_t>> ports;  // first and last; empty: all
  std::string tokens_file;                                     // one bearer token a line; "": none
  int rate = 60;                                               // attempts a minute of one caller
  bool operator==(const ProbeApiSettings&) const = default;
};

ProbeApiSettings ReadProbeApi(Fields& root, const std::string& file);

}  // namespace reach::config
