#include <array>
#include <utility>

#include "exporter/diagnosis/cause_table.h"

namespace reach::diagnosis {
namespace {

using enum Cause;

// Index: Cause.
constexpr std::array<std::pair<Cause, std::string_view>, kCauseCount> kSentences = {{
    {kHealthy, "{check} works as expected."},
    {kProberOffline,
     "The network of the exporter itself is down, so nothing is known about {host}."},
    {kWanIpUnknown, "The sources do not agree on the public address."},
    {kWanIpChanged, "The public address has changed, and {host} still leads to the old one."},
    {kDdnsStale, "The name {host} still has an old address: its updater does not work."},
    {kDdnsPropagating,
     "The name {host} is right again, but DNS caches still give the old address."},
    {kDdnsGone, "The name {host} has no address that anybody can reach any more."},
    {kCgnat,
     "The provider shares the public address among customers (CGNAT): no port of it can be "
     "forwarded to you."},
    {kDoubleNat,
     "Two routers translate addresses one after the other, and {port}/{protocol} does not get "
     "through both."},
    {kServiceDown, "Nothing listens on {port}/{protocol}: the server is not running."},
    {kServiceStarting,
     "The server has just been started and does not listen on {port}/{protocol} yet."},
    {kWrongPort, "The server listens on another port than {port}/{protocol}."},
    {kWrongProtocol, "Port {port} is in use, but not by {protocol}: TCP and UDP are mixed up."},
    {kWrongService, "Something answers on {port}/{protocol}, but not the expected service."},
    {kBoundToLoopback,
     "The server listens on 127.0.0.1 only: nobody but its own machine reaches {port}/{protocol}."},
    {kBoundToLostAddress, "The server listens on an address that its machine no longer has."},
    {kIpv6OnlyBind, "The server listens on {port}/{protocol} by IPv6 only, and IPv4 is refused."},
    {kIpv6Broken, "{port}/{protocol} works by IPv4, but not by the IPv6 address of {host}."},
    {kAcceptQueueFull,
     "The server does not take new connections on {port}/{protocol}: its queue is full."},
    {kApplicationHung,
     "The port {port}/{protocol} is there, but the server behind it does not answer: it hangs or "
     "is stopped."},
    {kHostDown, "The machine at {address} is off, or it has another address now."},
    {kHostFirewallReject, "The firewall of the server's machine refuses {port}/{protocol}."},
    {kHostFirewallDrop, "The firewall of the server's machine drops {port}/{protocol}."},
    {kKubernetesNoEndpoints, "The pod works, but its Kubernetes Service sends nobody to it."},
    {kNoPortForward, "The router does not forward {port}/{protocol} to the server."},
    {kForwardWrongPort,
     "The router forwards {port}/{protocol} to another port of the server, where nothing listens."},
    {kForwardWrongHost,
     "The router forwards {port}/{protocol} to another machine than the server."},
    {kIspBlock,
     "{port}/{protocol} is blocked before it gets to the router: by the provider or the hoster."},
    {kNoRoute, "A router on the way has no route to {address}."},
    {kMiddleboxReset, "A device on the way refuses {port}/{protocol} in the name of the server."},
    {kNoHairpin,
     "It works from the internet. The router only does not let its own network use the public "
     "address (no NAT loopback)."},
    {kSourceBlocked,
     "{port}/{protocol} works from one network and not from another: a filter by source."},
    {kPacketLoss, "Packets get lost on the way to {host}."},
    {kHighLatency, "The way to {host} is slow."},
    {kDnsNxdomain, "The name {host} does not exist, or has no address of the family asked for."},
    {kDnsFailure, "The name {host} could not be looked up: the DNS servers fail."},
    {kQueryPortOnly,
     "The game can be played, but the query port {port}/{protocol} does not answer: the server is "
     "missing in server lists."},
    {kAnsweredByFilter,
     "A filter against attacks answers for {port}/{protocol}, and not the server."},
    {kProxyBackendDown,
     "A proxy accepts connections on {port}/{protocol}, but the server behind it is down."},
    {kClosedEarly, "The server accepts connections on {port}/{protocol} and closes them at once."},
    {kRconAuth, "RCON is there, but refuses the password or speaks another protocol."},
    {kRconExposed,
     "{port}/{protocol} is open to the internet and should not be: RCON sends its password in "
     "clear text."},
    {kVersionMismatch,
     "The server runs another version than expected: players with a new client cannot join."},
    {kUndecided, "{check} fails, and what is known does not tell why."},
}};
static_assert([] {
  for (std::size_t i = 0; i < kSentences.size(); ++i) {
    if (kSentences[i].first != static_cast<Cause>(i)) return false;
  }
  return true;
}());

}  // namespace

std::string_view SentenceOf(Cause cause) {
  return kSentences[static_cast<std::size_t>(cause)].second;
}

}  // namespace reach::diagnosis
