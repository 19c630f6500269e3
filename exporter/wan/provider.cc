#include "exporter/wan/provider.h"

#include <algorithm>
#include <iterator>

namespace reach::wan {
namespace {

struct Provider {
  std::string_view name;
  std::string_view stale;
  std::string_view gone;
};

// The last one is for any other.
constexpr Provider kProviders[] = {
    {"duckdns",
     "Look at the log of the DuckDNS updater. OK: the update was taken. KO: the token or the "
     "domain "
     "is wrong; take both anew from the DuckDNS page. With verbose=true the answer also says "
     "UPDATED or NOCHANGE. No log of today: the updater does not run.",
     "Sign in at DuckDNS: the domain was removed, or cleared with clear=true. Add it again and run "
     "the updater once."},
    {"noip",
     "Look at the log of the No-IP updater. good, nochg: the update was taken. badauth: wrong user "
     "or password. nohost: no such name in this account. abuse: blocked for too many updates; "
     "contact No-IP. badagent: the updater must be replaced. !donator: not part of this plan. 911: "
     "trouble at No-IP; wait half an hour. No log of today: the updater does not run.",
     "Sign in at No-IP: a free name expires unless it is confirmed every 30 days. Confirm or "
     "create "
     "it again, then run the updater once."},
    {"dyndns2",
     "Look at the log of the updater. good, nochg: the update was taken; nochg again and again "
     "gets "
     "the name blocked. badauth: wrong user or password. notfqdn, nohost, !yours: the name is "
     "wrong "
     "or of another account. abuse: blocked for too many updates. badagent: the updater must be "
     "replaced. !donator: not part of this plan. dnserr, 911: trouble at the provider; try later. "
     "After any other than these two the updater has stopped until it is told to go on.",
     "Sign in at the provider: the name was removed or has expired. Create it again, then run the "
     "updater once."},
    {"other",
     "Look at the log of the updater, on the router or on the computer that runs it: whether it "
     "runs, and what the provider answered last.",
     "Sign in at the provider: the name was removed or has expired, or the updater sent the "
     "address "
     "of the LAN."},
};

const Provider& Find(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kProviders), std::end(kProviders),
                                         [name](const Provider& p) { return p.name == name; });
  return found == std::end(kProviders) ? *std::prev(std::end(kProviders)) : *found;
}

}  // namespace

std::string_view RemedyOfStale(std::string_view provider) { return Find(provider).stale; }
std::string_view RemedyOfGone(std::string_view provider) { return Find(provider).gone; }

}  // namespace reach::wan
