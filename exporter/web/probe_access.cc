#include "exporter/web/probe_access.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/net/endpoint.h"
#include "exporter/net/name.h"

namespace reach::web {
namespace {

// IANA special-purpose address registries, as far as no single public host is there; then the
// metadata service of Azure, which has a public address. Those for documentation are not served
// anywhere, and no harm.
constexpr std::array<std::string_view, 26> kSpecial = {
    "0.0.0.0/8",      "10.0.0.0/8",    "100.64.0.0/10",  "127.0.0.0/8",   "169.254.0.0/16",
    "172.16.0.0/12",  "192.0.0.0/24",  "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4",
    "240.0.0.0/4",    "168.63.129.16", "::/96",          "::ffff:0:0/96", "64:ff9b::/96",
    "64:ff9b:1::/48", "100::/64",      "2001::/32",      "2001:2::/48",   "2001:10::/28",
    "2002::/16",      "fc00::/7",      "fe80::/10",      "fec0::/10",     "ff00::/8",
    "5f00::/16"};

std::vector<config::Network> Special() {
  std::vector<config::Network> networks;
  for (const std::string_view text : kSpecial) networks.push_back(*config::ParseNetwork(text));
  return networks;
}

}  // namespace

bool IsPublic(const Address& address) {
  static const std::vector<config::Network> kNetworks = Special();
  const Address plain = Plain(address);
  return bool(plain) && plain.scope == 0 &&
         std::none_of(kNetworks.begin(), kNetworks.end(),
                      [&](const config::Network& network) { return network.Contains(plain); });
}

ProbeAccess::ProbeAccess(config::ProbeApiSettings settings, std::set<std::string> configured)
    : settings_(std::move(settings)) {
  for (const std::string& host : settings_.hosts) hosts_.insert(NormalName(host));
  if (!settings_.configured) return;
  for (const std::string& host : configured) hosts_.insert(NormalName(host));
}

std::string ProbeAccess::RefusePort(std::uint16_t port) const {
  const auto& ports = settings_.ports;
  const auto holds = [port](const auto& range) {
    return port >= range.first && port <= range.second;
  };
  if (port == 0 || ports.empty() || std::any_of(ports.begin(), ports.end(), holds)) return "";
  return "Port " + std::to_string(port) + " is not among those that probe_api allows here.";
}

std::string ProbeAccess::RefuseAddress(const std::string& host, const Address& address,
                                       bool own) const {
  if (IsPublic(address) && !own) return "";
  if (hosts_.contains(NormalName(host))) return "";
  const Address plain = Plain(address);
  for (const config::Network& network : settings_.networks) {
    if (network.Contains(plain)) return "";
  }
  if (own) return ToString(address) + " is this vantage itself, which probe_api does not allow.";
  return ToString(address) +
         " is not a public address, and probe_api does not allow it here: from outside a server "
         "needs its public one.";
}

}  // namespace reach::web
