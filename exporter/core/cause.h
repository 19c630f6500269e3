// The closed set of causes that a diagnosis can name, and how sure it is.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reach {

enum class Cause : std::uint8_t {
  kHealthy,
  kProberOffline,
  kWanIpUnknown,
  kWanIpChanged,
  kDdnsStale,
  kDdnsPropagating,
  kDdnsGone,
  kCgnat,
  kDoubleNat,
  kServiceDown,
  kServiceStarting,
  kWrongPort,
  kWrongProtocol,
  kWrongService,
  kBoundToLoopback,
  kBoundToLostAddress,
  kIpv6OnlyBind,
  kIpv6Broken,
  kAcceptQueueFull,
  kApplicationHung,
  kHostDown,
  kHostFirewallReject,
  kHostFirewallDrop,
  kKubernetesNoEndpoints,
  kNoPortForward,
  kForwardWrongPort,
  kForwardWrongHost,
  kIspBlock,
  kNoRoute,
  kMiddleboxReset,
  kNoHairpin,
  kSourceBlocked,
  kPacketLoss,
  kHighLatency,
  kDnsNxdomain,
  kDnsFailure,
  kQueryPortOnly,
  kAnsweredByFilter,
  kProxyBackendDown,
  kClosedEarly,
  kRconAuth,
  kRconExposed,
  kVersionMismatch,
  kUndecided,  // always with the candidates that remain
};
inline constexpr std::size_t kCauseCount = static_cast<std::size_t>(Cause::kUndecided) + 1;

// The numbers are the values of reach_diagnosis.
enum class Confidence : std::uint8_t { kPossible = 1, kLikely = 2, kProved = 3 };

std::string_view Name(Cause cause);  // "bound_to_loopback"
std::optional<Cause> ParseCause(std::string_view name);
std::string_view Name(Confidence confidence);

}  // namespace reach
