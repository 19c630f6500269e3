#include <array>

#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Platform;

// Reply codes: No-IP and Dyn, "dyndns2" update protocol; DuckDNS, its API page.
constexpr Remedy kTable[] = {
    {kProberOffline, kAny,
     "Repair the network of the exporter's host: cable or WLAN, gateway, provider. If it does "
     "work, "
     "correct the targets under control: in the configuration."},
    {kWanIpUnknown, kAny,
     "Look for a VPN, a proxy or a second provider on the exporter's host, or name other sources "
     "under wan: in the configuration."},
    {kWanIpChanged, kAny,
     "Give players a DDNS name instead of the address, and let the router or a client update it. "
     "If "
     "there is one, wait for its next update."},
    {kDdnsStale, kAny,
     "Restart the update client (in the router, ddclient or inadyn) and read its log: it is off, "
     "or "
     "the provider refuses its updates. Behind a tunnel or proxy the other address is meant."},
    {kDdnsStale, kAny,
     "No-IP: its reply tells. badauth: wrong user or password. nohost: no such name in this "
     "account. "
     "abuse: blocked for too many updates, ask No-IP. badagent: the client is refused, update it. "
     "911: their fault, try again after 30 minutes. Log in and confirm a free name every 30 days.",
     "noip"},
    {kDdnsStale, kAny,
     "DuckDNS: call https://www.duckdns.org/update?domains=NAME&token=TOKEN&verbose=true once by "
     "hand. KO: the token or the name is wrong. OK with NOCHANGE: the request comes with the old "
     "address, so look for a VPN. OK with UPDATED: it works now, the client did not run.",
     "duckdns"},
    {kDdnsStale, kAny,
     "Its reply tells. good or nochg: taken. badauth, nohost, notfqdn, numhost, !yours, !donator, "
     "badagent, abuse: the client stops until you correct the account, the name or the client. "
     "dnserr, 911: the provider's fault, try later.",
     "dyndns2"},
    {kDdnsPropagating, kAny,
     "Wait until the caches have forgotten the old address, then connect again. For the next time: "
     "set the TTL of the name to 60 seconds."},
    {kDdnsGone, kAny,
     "Log in at the provider: the name was deleted or has expired. If it has a private address or "
     "0.0.0.0, the update client publishes the address of the LAN: let it ask for the public one."},
    {kDdnsGone, kAny,
     "No-IP deletes a free name that is not confirmed every 30 days: confirm or create it again.",
     "noip"},
    {kDdnsGone, kAny, "DuckDNS: add the name again on its page, with the same account as before.",
     "duckdns"},
    {kDnsNxdomain, kAny,
     "Compare {host} with the name at the provider, letter by letter. `dig {host} A` and `dig "
     "{host} "
     "AAAA` show what there is. Ask for ip4 only (family: ip4) if the name has no IPv6 address."},
    {kDnsFailure, kAny,
     "`dig {host}` on the exporter's host: if that fails for every name, repair /etc/resolv.conf "
     "or "
     "the DNS server there; if for this one only, the servers of its zone are down."},
    {kCgnat, kAny,
     "Ask the provider for a public IPv4 address (often free or a few euros a month). Else: "
     "publish "
     "the server by IPv6, or through a tunnel or a rented server (WireGuard, playit.gg)."},
    {kDoubleNat, kRouter,
     "Put the provider's device into bridge mode. Or forward {port}/{protocol} there to the second "
     "router, and on that one to the server."},
};

}  // namespace

std::span<const Remedy> NameRemedies() { return kTable; }

}  // namespace reach::diagnosis
