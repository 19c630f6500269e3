#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Platform;

constexpr Remedy kTable[] = {
    {kIspBlock, kAny,
     "Ask the provider or hoster whether it filters {port}/{protocol}; look for a firewall in its "
     "customer panel (game ranges often have one with a profile for each port). Or use another "
     "port."},
    {kMiddleboxReset, kAny,
     "Ask the provider or hoster who refuses {port}/{protocol} before the server; look for a "
     "firewall "
     "in its customer panel. Or use another port."},
    {kNoRoute, kAny,
     "A fault of a provider: send it the address {address} and the router that says so. If it is "
     "seen "
     "from your own network only, look at the routes there (`ip route get {address}`)."},
    {kSourceBlocked, kAny,
     "Look for a filter by country, a ban list or attack protection at the server, its firewall "
     "and "
     "its hoster, and allow the network that is refused."},
    {kIpv6Broken, kAny,
     "Remove the AAAA record of {host} until IPv6 works, so that players take IPv4. Then: bind the "
     "server to [::], and open {port}/{protocol} for IPv6 in the router and in the firewall."},
    {kPacketLoss, kAny,
     "`mtr -u {address}` shows where packets get lost. At home: try a cable instead of WLAN, look "
     "for "
     "a full upload; else send the output to the provider."},
    {kHighLatency, kAny,
     "`mtr {address}` shows the slow part. At home a full upload is the usual one; else it is the "
     "distance, or a detour of the provider."},
    {kAnsweredByFilter, kAny,
     "Look at the server itself: what answers is the attack protection before it. If the server is "
     "fine, choose the profile of the game in the hoster's protection."},
    {kUndecided, kAny,
     "Get the view that is missing: `reach_exporter diagnose {host}` on the server's machine, and "
     "a "
     "vantage in the internet (`reach_exporter vantage`)."},
    {kHealthy, kAny,
     "Nothing to do. If players still cannot join, the network is fine: look at versions, mods, "
     "whitelist, anti-cheat and Steam."},
};

}  // namespace

std::span<const Remedy> OutsideRemedies() { return kTable; }

}  // namespace reach::diagnosis
