#include <algorithm>
#include <string>

#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

bool IsMissing(const Sighting& sighting) {
  return sighting.reason == Reason::kDnsNxdomain || sighting.reason == Reason::kDnsNoData;
}

// Another vantage got an address for the name. Inside the network nobody needs the name.
bool ResolvedElsewhere(const PortCase& port) {
  if (port.target->name_is_literal) return true;
  for (const View view : {View::kOutside, View::kHairpin}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (seen->address) return true;
    }
  }
  return false;
}

std::string AddressesText(const std::vector<Address>& addresses) {
  std::string text;
  for (const Address& address : addresses) {
    text += (text.empty() ? "" : ", ") + ToString(address);
  }
  return text.empty() ? "no address" : text;
}

std::string OurAddress(const TargetEvidence& target) {
  if (!target.wan || !target.wan->ip4.address) return "not known";
  return ToString(target.wan->ip4.address);
}

std::string Compared(const TargetEvidence& target) {
  return target.ddns->hostname + " has " + AddressesText(target.ddns->authoritative) +
         " at its DNS servers; the public address is " + OurAddress(target) + ".";
}

// Where no DDNS name is configured: the address that was probed is not the public one.
const Sighting* ForeignSighting(const PortCase& port) {
  for (const View view : {View::kOutside, View::kHairpin}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (!seen->expected && port.IsForeign(seen->address)) return seen;
    }
  }
  return nullptr;
}

bool IsOnlyCached(const wan::DdnsStatus& ddns, const Address& address) {
  const auto has = [&address](const std::vector<Address>& addresses) {
    return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
  };
  return has(ddns.recursive) && !has(ddns.authoritative);
}

// Of a packet for our public address a router of the own network says "time exceeded", as one does
// that sends it further; and nobody beyond answers for any port.
bool RouterPassesOn(const PortCase& port) {
  bool passed = false;
  for (const PortCase& other : port.all) {
    if (other.Works(View::kHairpin) || other.Works(View::kOutside)) return false;
    for (const Sighting* seen : other.at(View::kHairpin).all()) {
      if (!seen->trace || !port.IsOurs(seen->address)) continue;
      const Trace& trace = *seen->trace;
      if (trace.forwarder > 0 || trace.answered_at > 0) return false;
      passed |= trace.last_router > 0;
    }
  }
  return passed;
}

bool WorksOutside(std::span<const PortCase> ports) {
  return std::any_of(ports.begin(), ports.end(),
                     [](const PortCase& port) { return port.Works(View::kOutside); });
}

}  // namespace

Finding NameUnresolved(const PortCase& port) {
  if (port.unresolved.empty() || ResolvedElsewhere(port)) return std::nullopt;
  const auto missing = static_cast<std::size_t>(
      std::count_if(port.unresolved.begin(), port.unresolved.end(),
                    [](const Sighting* seen) { return IsMissing(*seen); }));
  if (missing == port.unresolved.size()) {
    return Conclude(Cause::kDnsNxdomain, Confidence::kProved);
  }
  // One server says that there is no such name, another one fails: the answer counts.
  if (missing > 0) return Conclude(Cause::kDnsNxdomain, Confidence::kLikely);
  return Conclude(Cause::kDnsFailure, Confidence::kProved);
}

Finding DdnsFault(const PortCase& port) {
  if (port.port->internal) return std::nullopt;
  if (!port.target->ddns) {
    if (port.target->name_is_literal) return std::nullopt;
    const Sighting* foreign = ForeignSighting(port);
    if (foreign == nullptr || !port.target->wan || foreign->address.is_v6()) return std::nullopt;
    // A tunnel or a proxy has another address on purpose.
    return Conclude(Cause::kDdnsStale,
                    port.target->wan->ip4.changes > 0 ? Confidence::kLikely : Confidence::kPossible,
                    port.target->host + " leads to " + ToString(foreign->address) +
                        "; the public address is " + OurAddress(*port.target) + ".");
  }
  switch (port.target->ddns->state) {
    case wan::DdnsState::kGone:
      return Conclude(Cause::kDdnsGone, Confidence::kProved, Compared(*port.target));
    case wan::DdnsState::kStale:
      return Conclude(Cause::kDdnsStale, Confidence::kProved, Compared(*port.target));
    default:
      return std::nullopt;
  }
}

// Nothing fails where the name leads now: all that fails is at the address that caches still have.
Finding OldAddressInCaches(const PortCase& port) {
  if (!port.target->ddns || port.target->ddns->state != wan::DdnsState::kPropagating) {
    return std::nullopt;
  }
  bool failed = false;
  for (const View view : {View::kHairpin, View::kOutside}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (seen->expected) continue;
      if (!IsOnlyCached(*port.target->ddns, seen->address)) return std::nullopt;
      failed = true;
    }
  }
  return failed ? DdnsPropagating(port) : std::nullopt;
}

Finding DdnsPropagating(const PortCase& port) {
  if (port.port->internal || !port.target->ddns) return std::nullopt;
  const wan::DdnsStatus& ddns = *port.target->ddns;
  if (ddns.state == wan::DdnsState::kPropagating) {
    const std::string rest =
        ddns.remaining_ttl
            ? " for at most " + std::to_string(static_cast<int>(Seconds(*ddns.remaining_ttl))) +
                  " s"
            : std::string();
    return Conclude(
        Cause::kDdnsPropagating, Confidence::kProved,
        Compared(*port.target) + " Caches still say " + AddressesText(ddns.recursive) + rest + ".");
  }
  if (ddns.state == wan::DdnsState::kSplit) {
    return Conclude(Cause::kDdnsPropagating, Confidence::kLikely,
                    "The DNS servers of " + ddns.hostname + " do not say the same.");
  }
  return std::nullopt;
}

// The name has not followed yet, or the target is an address that is not ours any more.
Finding WanIpChanged(const PortCase& port) {
  if (port.port->internal || !port.target->wan) return std::nullopt;
  const TargetEvidence& target = *port.target;
  if (target.ddns && target.ddns->state == wan::DdnsState::kPending) {
    // Nobody saw a change: the name has been wrong for longer than somebody looked.
    if (!target.wan->ip4.changed) {
      return Conclude(Cause::kDdnsStale, Confidence::kLikely, Compared(target),
                      {Cause::kWanIpChanged});
    }
    return Conclude(Cause::kWanIpChanged, Confidence::kProved,
                    Compared(target) + " The updater still has time.", {Cause::kDdnsStale});
  }
  if (!target.name_is_literal || WorksOutside(port.all)) return std::nullopt;
  const std::optional<Address> literal = Address::Parse(target.host);
  if (!literal || !port.IsForeign(*literal)) return std::nullopt;
  const std::vector<Address>& former = target.wan->ip4.former;
  const bool was_ours = std::find(former.begin(), former.end(), *literal) != former.end();
  // A tunnel or a proxy has another address on purpose.
  return Conclude(Cause::kWanIpChanged, was_ours ? Confidence::kProved : Confidence::kLikely,
                  "The target is " + target.host + (was_ours ? ", which was ours" : "") +
                      "; the public address is " + OurAddress(target) + ".");
}

// A result from outside knows better than the sources: this one only fills its absence.
Finding WanIpUnknown(const PortCase& port) {
  if (port.port->internal || !port.target->wan) return std::nullopt;
  const wan::WanFamily& family = port.target->wan->ip4;
  if (family.agreed || family.answered < 2) return std::nullopt;
  if (!port.at(View::kOutside).empty() || port.FailsAnywhere()) return std::nullopt;
  return Conclude(Cause::kWanIpUnknown, Confidence::kLikely,
                  std::to_string(family.agreeing) + " of " + std::to_string(family.answered) +
                      " sources agree on the public address.");
}

// Not every router tells its own address, least of all one that is not public.
Finding Cgnat(const PortCase& port) {
  if (port.port->internal || !port.target->wan || port.Works(View::kOutside)) return std::nullopt;
  const wan::WanStatus& status = *port.target->wan;
  if (status.nat == wan::Nat::kUnknown && RouterPassesOn(port)) {
    return Conclude(Cause::kCgnat, Confidence::kLikely,
                    "The router passes on what is for the public address: it is not its own.",
                    {Cause::kDoubleNat});
  }
  if (status.nat != wan::Nat::kCgnat) return std::nullopt;
  const std::string router =
      status.router_external
          ? "The router's own address is " + ToString(status.router_external) + ", not public."
          : std::string();
  return Conclude(Cause::kCgnat, Confidence::kProved, router);
}

}  // namespace reach::diagnosis
