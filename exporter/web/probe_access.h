// What others may have this exporter probe: no back door into the network that it stands in.
// Thread: immutable. Owner: the probe API.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "exporter/config/probe_api.h"
#include "exporter/core/address.h"

namespace reach::web {

class ProbeAccess {
 public:
  // `configured`: the hosts of the configured targets, in force with `allow: configured` only.
  ProbeAccess(config::ProbeApiSettings settings, const std::set<std::string>& configured);

  // A sentence that refuses, or "".
  std::string RefusePort(std::uint16_t port) const;
  // Public addresses of others are allowed, and what is named; never unnamed are private, loopback,
  // link-local, carrier-grade NAT and reserved ranges, and where clouds serve their secrets.
  // `host` as asked for, `address` as it was resolved: the one that is probed then. `own`: an
  // address of this host.
  std::string RefuseAddress(const std::string& host, const Address& address, bool own) const;

 private:
  config::ProbeApiSettings settings_;
  std::set<std::string> hosts_;
};

}  // namespace reach::web
