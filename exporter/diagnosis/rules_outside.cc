#include <algorithm>

#include "exporter/diagnosis/loss.h"
#include "exporter/diagnosis/place.h"
#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// Vantages in the internet whose results fail the same way.
std::size_t Agreeing(const PortCase& port, Answer answer) {
  std::vector<std::string_view> vantages;
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (seen->expected || AnswerOf(*seen, port.port->transport) != answer) continue;
    if (std::find(vantages.begin(), vantages.end(), seen->vantage) == vantages.end()) {
      vantages.push_back(seen->vantage);
    }
  }
  return vantages.size();
}

// Another port of the same address works for the same vantage: it is not cut off altogether.
bool SiblingWorks(const PortCase& port, const Sighting& failed) {
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(failed.view).all()) {
      if (seen != &failed && seen->vantage == failed.vantage && seen->address == failed.address &&
          seen->expected && StateOf(seen->reason) == State::kOpen) {
        return true;
      }
    }
  }
  return false;
}

// By something on the way. Who is let in and then hears nothing, or is hung up on, has got through:
// a vantage that only shakes hands, or looks a moment earlier, calls the same port open.
bool IsKeptOut(const Sighting& seen, Transport transport) {
  if (seen.expected || seen.reason == Reason::kNoRoute) return false;
  switch (AnswerOf(seen, transport)) {
    case Answer::kRefused:
    case Answer::kRejected:
    case Answer::kHostAbsent:
    case Answer::kNoWay:
    case Answer::kSilence:
      return true;
    default:
      return false;
  }
}

bool HasIp4(const PortCase& port) {
  return std::any_of(port.all.begin(), port.all.end(), [](const PortCase& other) {
    const auto& seen = other.port->sightings;
    return std::any_of(seen.begin(), seen.end(), [](const Sighting& one) {
      return one.expected && one.address.is_v4() && one.view != View::kLoopback;
    });
  });
}

// The name's IPv6 address is not in the network that the server is in: nothing translates it.
Finding Ipv6Elsewhere(const PortCase& port) {
  for (const View view : {View::kHairpin, View::kOutside}) {
    for (const Sighting* six : port.at(view).all()) {
      if (six->expected || !six->address.is_v6() || !port.IsForeign(six->address)) continue;
      const bool only_six = !HasIp4(port);
      return Conclude(only_six ? Cause::kDdnsStale : Cause::kIpv6Broken, Confidence::kLikely,
                      port.port->host + " leads to " + ToString(six->address) +
                          ", which is not in the network of the server.",
                      {only_six ? Cause::kIpv6Broken : Cause::kDdnsStale});
    }
  }
  return std::nullopt;
}

// Routers that an answer has passed, if it set out with one of the usual TTLs: 32, 64, 128, 255.
int RoutersPassed(std::uint8_t ttl) {
  for (const int first : {32, 64, 128}) {
    if (ttl <= first) return first - ttl;
  }
  return 255 - ttl;
}

// The router that owns the address is one hop nearer than the server: three are before it. Some
// device may set out with another TTL, so that this is no proof.
Finding ResetByTtl(const PortCase& port) {
  constexpr int kTooNear = 3;
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (seen->expected || seen->reason != Reason::kRst || !seen->trace) continue;
    const Place place = PlaceOf(port, *seen);
    const Trace& trace = *seen->trace;
    if (place == Place::kRouter || place == Place::kBeyond) continue;
    if (!trace.answer_ttl || !trace.host_ttl) continue;
    const int nearer = RoutersPassed(*trace.host_ttl) - RoutersPassed(*trace.answer_ttl);
    if (nearer < kTooNear) continue;
    return Conclude(Cause::kMiddleboxReset, Confidence::kLikely,
                    "By its TTL the refusal has passed " + std::to_string(nearer) +
                        " routers less than other answers of the address.");
  }
  return std::nullopt;
}

}  // namespace

Finding RconExposed(const PortCase& port) {
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (seen->expected || AnswerOf(*seen, port.port->transport) != Answer::kYes) continue;
    return Conclude(Cause::kRconExposed, Confidence::kProved);
  }
  return std::nullopt;
}

Finding MiddleboxReset(const PortCase& port) {
  if (port.Works(View::kOutside)) return std::nullopt;
  const Sighting* refused = port.Failing(View::kOutside, Answer::kRefused);
  if (refused == nullptr) return std::nullopt;
  if (PlaceOf(port, *refused) != Place::kBefore) return ResetByTtl(port);
  return Conclude(Cause::kMiddleboxReset,
                  port.Works(View::kLan) && port.IsOurs(refused->address) ? Confidence::kProved
                                                                          : Confidence::kLikely,
                  "The refusal comes from hop " + std::to_string(refused->trace->answered_at) +
                      ", nearer than the server.");
}

Finding IspBlock(const PortCase& port) {
  if (port.Works(View::kOutside) || port.Arrived()) return std::nullopt;
  const bool inside = port.Works(View::kLan) || (port.MappingIsRight() && port.NotArrived()) ||
                      (port.MappingIsRight() && port.Works(View::kHairpin));
  if (const Sighting* said = port.Failing(View::kOutside, Answer::kRejected)) {
    const bool by_other = said->icmp && said->icmp->offender == Offender::kOther &&
                          said->icmp->sender != said->address;
    if (by_other) {
      const bool proved =
          inside && port.IsOurs(said->address) && Agreeing(port, Answer::kRejected) >= 2;
      return Conclude(Cause::kIspBlock, proved ? Confidence::kProved : Confidence::kLikely,
                      "The router " + ToString(said->icmp->sender) + " says: prohibited.");
    }
  }
  const Sighting* silent = port.Failing(View::kOutside, Answer::kSilence);
  if (silent == nullptr) return std::nullopt;
  const Place place = PlaceOf(port, *silent);
  if (place == Place::kBeyond) return std::nullopt;
  const bool before = place == Place::kBefore;
  if (!before && !(port.MappingIsRight() && inside && port.IsOurs(silent->address))) {
    return std::nullopt;
  }
  const bool proved = inside && port.IsOurs(silent->address) &&
                      Agreeing(port, Answer::kSilence) >= 2 &&
                      (port.NotArrived() || (before && SiblingWorks(port, *silent)));
  return Conclude(Cause::kIspBlock, proved ? Confidence::kProved : Confidence::kLikely,
                  before ? "Packets to it get lost before they reach the router."
                         : "The router forwards the port, and nothing comes.",
                  {Cause::kHostFirewallDrop});
}

Finding NoRoute(const PortCase& port) {
  if (port.Works(View::kOutside)) return std::nullopt;
  for (const View view : {View::kOutside, View::kHairpin, View::kLan}) {
    const Sighting* said = port.Failing(view, Answer::kNoWay);
    if (said == nullptr) continue;
    const bool proved =
        Agreeing(port, Answer::kNoWay) >= 2 && said->icmp && said->reason != Reason::kNoRoute;
    const std::string who =
        said->icmp ? "The router " + ToString(said->icmp->sender) + " says so." : std::string();
    return Conclude(Cause::kNoRoute, proved ? Confidence::kProved : Confidence::kLikely, who);
  }
  return std::nullopt;
}

// One network gets an answer and another one does not, at the same address.
Finding SourceBlocked(const PortCase& port) {
  const Sighting* works = port.at(View::kOutside).working();
  if (works == nullptr) return std::nullopt;
  for (const View view : {View::kOutside, View::kLan}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (!IsKeptOut(*seen, port.port->transport)) continue;
      if (view == View::kOutside && seen->address != works->address) continue;
      const bool proved = view == View::kOutside && seen->vantage != works->vantage &&
                          SiblingWorks(port, *seen) && !SiblingIsLossy(port, *seen);
      return Conclude(Cause::kSourceBlocked, proved ? Confidence::kProved : Confidence::kLikely,
                      "It works for " + works->vantage + " and not for " + seen->vantage + ".",
                      {Cause::kPacketLoss});
    }
  }
  return std::nullopt;
}

// The two families may be two results of one check, or two checks of one port.
Finding Ipv6Broken(const PortCase& port) {
  std::vector<std::string_view> broken;
  for (const Sighting* six : port.at(View::kOutside).all()) {
    if (six->expected || !six->address.is_v6() || six->reason == Reason::kNoRoute) continue;
    for (const PortCase& other : port.all) {
      if (other.port->port != port.port->port || other.port->transport != port.port->transport) {
        continue;
      }
      for (const Sighting* four : other.at(View::kOutside).all()) {
        if (four->vantage == six->vantage && four->address.is_v4() && four->expected &&
            AnswerOf(*four, port.port->transport) == Answer::kYes &&
            std::find(broken.begin(), broken.end(), six->vantage) == broken.end()) {
          broken.push_back(six->vantage);
        }
      }
    }
  }
  if (broken.empty()) return Ipv6Elsewhere(port);
  return Conclude(Cause::kIpv6Broken,
                  broken.size() >= 2 ? Confidence::kProved : Confidence::kLikely);
}

// The game's own port gets through, the port that answers for it does not.
Finding QueryPortOnly(const PortCase& port) {
  if (port.port->prober != "a2s" || port.Works(View::kOutside)) return std::nullopt;
  if (port.Failing(View::kOutside, Answer::kSilence) == nullptr &&
      port.Failing(View::kOutside, Answer::kRefused) == nullptr) {
    return std::nullopt;
  }
  for (const PortCase& other : port.all) {
    if (&other == &port || other.port->transport != Transport::kUdp) continue;
    if (other.port->port == port.port->port) continue;
    if (!other.Works(View::kOutside) && !other.Arrived()) continue;
    if (port.Arrived()) continue;
    return Conclude(Cause::kQueryPortOnly, Confidence::kLikely,
                    "The port of " + other.port->check + " is reached from outside.",
                    {Cause::kNoPortForward, Cause::kIspBlock});
  }
  return std::nullopt;
}

}  // namespace reach::diagnosis
