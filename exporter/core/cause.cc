#include "exporter/core/cause.h"

#include <algorithm>
#include <array>

namespace reach {
namespace {

constexpr std::array<std::string_view, kCauseCount> kNames = {
    "healthy",         "prober_offline",       "wan_ip_unknown",     "wan_ip_changed",
    "ddns_stale",      "ddns_propagating",     "ddns_gone",          "cgnat",
    "double_nat",      "service_down",         "service_starting",   "wrong_port",
    "wrong_protocol",  "wrong_service",        "bound_to_loopback",  "bound_to_lost_address",
    "ipv6_only_bind",  "ipv6_broken",          "accept_queue_full",  "application_hung",
    "host_down",       "host_firewall_reject", "host_firewall_drop", "kubernetes_no_endpoints",
    "no_port_forward", "forward_wrong_port",   "forward_wrong_host", "isp_block",
    "no_route",        "middlebox_reset",      "no_hairpin",         "source_blocked",
    "packet_loss",     "high_latency",         "dns_nxdomain",       "dns_failure",
    "query_port_only", "answered_by_filter",   "proxy_backend_down", "closed_early",
    "rcon_auth",       "rcon_exposed",         "version_mismatch",   "undecided"};

}  // namespace

std::string_view Name(Cause cause) { return kNames[static_cast<std::size_t>(cause)]; }

std::optional<Cause> ParseCause(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Cause>(found - kNames.begin());
}

std::string_view Name(Confidence confidence) {
  switch (confidence) {
    case Confidence::kPossible:
      return "possible";
    case Confidence::kLikely:
      return "likely";
    case Confidence::kProved:
      return "proved";
  }
  return "possible";
}

}  // namespace reach
