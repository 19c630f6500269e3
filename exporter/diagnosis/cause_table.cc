#include "exporter/diagnosis/cause_table.h"

#include <algorithm>

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Source;

// Ranks: the prober, the name and the address first, because without them nothing else was seen;
// then from the server outwards; then what does not keep players out.
// clang-format off
constexpr std::array<CauseRow, kCauseCount> kTable = {{
    {kHealthy, 99, false, false, {{{kOutside, kOwn}, {kOutside, kLoopback}, {kLan}}}, {}},
    {kProberOffline, 0, false, true, {{{kControl}}}, {}},
    {kWanIpUnknown, 70, false, true, {}, {}},
    {kWanIpChanged, 6, false, true, {{{kWan}}}, {}},
    {kDdnsStale, 5, false, true, {{{kDdns, kWan}}}, {}},
    {kDdnsPropagating, 72, false, true, {{{kDdns, kWan}}}, kDdnsStale},
    {kDdnsGone, 4, false, true, {{{kDdns}}}, {}},
    {kCgnat, 7, false, true, {{{kWan, kRouter}}}, {}},
    {kDoubleNat, 40, true, true, {{{kWan, kRouter, kOutside, kArrival}}}, kCgnat},
    {kServiceDown, 12, false, false, {{{kHost, kLoopback}, {kHost, kOwn}, {kHost, kLan}}}, {}},
    {kServiceStarting, 13, false, false, {}, kServiceDown},
    {kWrongPort, 14, false, false, {}, kServiceDown},
    {kWrongProtocol, 15, false, false, {{{kHost}}}, kServiceDown},
    {kWrongService, 21, false, false, {{{kLoopback}, {kOwn}}}, {}},
    {kBoundToLoopback, 16, false, false, {{{kHost}, {kLoopback, kOwn}}}, {}},
    {kBoundToLostAddress, 17, false, false, {{{kHost}}}, {}},
    {kIpv6OnlyBind, 18, false, false, {{{kHost}}}, kServiceDown},
    {kIpv6Broken, 60, false, false, {{{kTwoOutside}}}, {}},
    {kAcceptQueueFull, 19, false, false, {{{kHost}}}, {}},
    {kApplicationHung, 20, false, false, {{{kHost, kLoopback}, {kHost, kOwn}}}, {}},
    {kHostDown, 8, false, true, {{{kLan}}}, {}},
    {kHostFirewallReject, 30, false, false, {{{kLan}, {kHost, kOwn, kOutside, kArrival}}}, {}},
    {kHostFirewallDrop, 31, false, false, {{{kOwn, kLan}, {kHost, kLoopback, kLan}}}, {}},
    {kKubernetesNoEndpoints, 29, false, false, {}, {}},
    {kNoPortForward, 43, true, false, {{{kOutside, kTrace, kWan}, {kOutside, kLan, kMapping}}}, {}},
    {kForwardWrongPort, 42, true, false,
     {{{kOutside, kMapping}, {kOutside, kLan, kCounters, kArrival}}}, {}},
    {kForwardWrongHost, 41, true, false, {{{kOutside, kMapping}, {kOutside, kLan, kWan}}}, {}},
    {kIspBlock, 45, true, false,
     {{{kLan, kTwoOutside, kTrace, kWan}, {kTwoOutside, kMapping, kArrival, kWan}}}, {}},
    {kNoRoute, 46, false, true, {{{kTwoOutside}}}, {}},
    {kMiddleboxReset, 44, true, false, {{{kLan, kOutside, kTrace, kWan}}}, {}},
    {kNoHairpin, 80, true, false, {{{kHairpin, kOutside}}}, {}},
    {kSourceBlocked, 62, true, false, {{{kTwoOutside}}}, {}},
    {kPacketLoss, 61, false, false, {{{kTwoOutside}}}, {}},
    {kHighLatency, 82, false, false, {{{kTwoOutside}}}, {}},
    {kDnsNxdomain, 3, false, true, {{{kTwoResolvers}}}, {}},
    {kDnsFailure, 2, false, true, {{{kTwoResolvers}}}, {}},
    {kQueryPortOnly, 63, true, false, {{{kOutside, kArrival}}}, {}},
    {kAnsweredByFilter, 22, true, false, {{{kOutside, kLoopback}}}, {}},
    {kProxyBackendDown, 11, false, false, {{{kHost, kOwn, kOutside}, {kHost, kOwn, kLan}}}, {}},
    {kClosedEarly, 24, false, false, {}, {}},
    {kRconAuth, 83, false, false, {{{kLoopback}, {kOwn}}}, {}},
    {kRconExposed, 81, true, false, {{{kOutside}}}, {}},
    {kVersionMismatch, 64, false, false, {{{kReply}}}, {}},
    {kUndecided, 65, false, false, {}, {}},
}};
// clang-format on
static_assert([] {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].cause != static_cast<Cause>(i)) return false;
  }
  return true;
}());

}  // namespace

std::span<const CauseRow> CauseTable() { return kTable; }

const CauseRow& RowOf(Cause cause) { return kTable[static_cast<std::size_t>(cause)]; }

bool CanProve(Cause cause, SourceSet sources) {
  const auto& proofs = RowOf(cause).proofs;
  return std::any_of(proofs.begin(), proofs.end(), [sources](SourceSet proof) {
    return !proof.empty() && sources.Contains(proof);
  });
}

std::string Anchor(Cause cause) {
  std::string anchor = "#" + std::string(Name(cause));
  std::replace(anchor.begin(), anchor.end(), '_', '-');
  return anchor;
}

}  // namespace reach::diagnosis
