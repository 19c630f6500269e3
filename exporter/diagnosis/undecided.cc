#include <algorithm>

#include "exporter/diagnosis/candidates.h"
#include "exporter/diagnosis/cause_table.h"
#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// The result that a player would see, as far as there is one.
const Sighting* WorstFailure(const PortCase& port) {
  for (const View view :
       {View::kOutside, View::kHairpin, View::kLan, View::kOwnAddress, View::kLoopback}) {
    if (const Sighting* failed = port.at(view).failing()) return failed;
  }
  return nullptr;
}

// ICMP errors of a router are limited to about one a second for each peer, so the silence of one
// port beside such an error of another is the same fault.
const Sighting* LimitedError(const PortCase& port, const Sighting& silent) {
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(silent.view).all()) {
      if (seen->vantage != silent.vantage || seen->address != silent.address) continue;
      const Answer answer = AnswerOf(*seen, other.port->transport);
      if (answer == Answer::kHostAbsent || answer == Answer::kNoWay) return seen;
    }
  }
  return nullptr;
}

bool AnyOf(const std::vector<Cause>& causes, std::initializer_list<Cause> wanted) {
  return std::any_of(causes.begin(), causes.end(), [&wanted](Cause cause) {
    return std::find(wanted.begin(), wanted.end(), cause) != wanted.end();
  });
}

std::string Settle(const PortCase& port, const Sighting& failed,
                   const std::vector<Cause>& candidates) {
  using enum Cause;
  if (failed.view == View::kHairpin && port.at(View::kOutside).empty()) {
    return "A result from the internet: ask a vantage there. From here the router's loopback may "
           "be what fails.";
  }
  if (!port.scope() &&
      AnyOf(candidates, {kServiceDown, kBoundToLoopback, kBoundToLostAddress, kAcceptQueueFull,
                         kApplicationHung, kHostDown, kWrongPort, kClosedEarly, kWrongService})) {
    return "The view from the server's own machine: run reach_exporter there, or paste its "
           "listeners (diagnose --listeners).";
  }
  if (port.at(View::kLan).empty() && AnyOf(candidates, {kHostFirewallReject, kHostFirewallDrop})) {
    return "A result from another machine of the server's network.";
  }
  if (AnyOf(candidates, {kDdnsStale, kCgnat}) && !port.target->wan) {
    return "The public address of the server's network: enable wan in the exporter there.";
  }
  if (!port.port->mapping &&
      AnyOf(candidates, {kNoPortForward, kForwardWrongPort, kForwardWrongHost, kIspBlock})) {
    return "The router's list of port forwards: look there, or let reach_exporter ask it (UPnP).";
  }
  if (AnyOf(candidates, {kProberOffline})) return "A control target of the prober.";
  if (failed.view != View::kOutside) return "A result from the internet: ask a vantage there.";
  return "An arrival test: a vantage sends marked packets, and the server's machine looks for "
         "them.";
}

Finding NothingKnown(const PortCase& port) {
  const bool quiet = port.sources.Contains(Source::kOutside) || port.sources.Contains(Source::kLan);
  Finding found =
      Conclude(Cause::kUndecided, Confidence::kPossible, quiet ? "" : "There is no result yet.",
               {Cause::kHealthy, Cause::kServiceDown});
  found->settle =
      port.offline.empty() ? "The first result of this check." : "A prober that is online.";
  return found;
}

}  // namespace

// By elimination, if one cause remains: likely, because the table does not know all that can
// happen. Never a claim about the internet without a result from there.
Finding Undecided(const PortCase& port) {
  const Sighting* failed = WorstFailure(port);
  if (failed == nullptr) return NothingKnown(port);
  std::string why;
  const Sighting* limited = failed;
  if (AnswerOf(*failed, port.port->transport) == Answer::kSilence) {
    if (const Sighting* error = LimitedError(port, *failed)) {
      limited = error;
      why =
          "Another port of the same address gets an error of a router. Such errors are limited: "
          "this silence may be the same.";
    }
  }
  const std::vector<Cause> all = CandidatesOf(port, *limited);
  std::vector<Cause> left = Remaining(port, *failed, all);
  if (left.size() == 1) {
    const bool seen_there = !port.at(View::kOutside).empty();
    if (seen_there || !RowOf(left.front()).wan_claim) {
      return Conclude(left.front(), Confidence::kLikely,
                      why.empty() ? "What else it could be is excluded by what was seen." : why);
    }
  }
  if (left.size() < 2) left = all;
  Finding found = Conclude(Cause::kUndecided, Confidence::kPossible, why, left);
  found->settle = Settle(port, *failed, left);
  return found;
}

}  // namespace reach::diagnosis
