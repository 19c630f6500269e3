#include "exporter/web/probe_access.h"

#include <algorithm>
#include <utility>

#include "exporter/net/endpoint.h"
#include "exporter/net/name.h"
#include "exporter/wan/reserved.h"

namespace reach::web {
namespace {

// Azure serves its secrets to its hosts at a public address.
const Address kAzureMetadata = Address::V4({168, 63, 129, 16});

}  // namespace

ProbeAccess::ProbeAccess(config::ProbeApiSettings settings, const std::set<std::string>& configured)
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
  const Address plain = Plain(address);
  if (wan::IsPublic(plain) && plain != kAzureMetadata && !own) return "";
  if (hosts_.contains(NormalName(host))) return "";
  for (const config::Network& network : settings_.networks) {
    if (network.Contains(plain)) return "";
  }
  if (own) return ToString(address) + " is this vantage itself, which probe_api does not allow.";
  return ToString(address) +
         " is not a public address, and probe_api does not allow it here: from outside a server "
         "needs its public one.";
}

}  // namespace reach::web
