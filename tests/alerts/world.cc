#include "tests/alerts/world.h"

#include <stdexcept>

namespace reach::replay {
namespace {

constexpr Duration kRtt = std::chrono::milliseconds(23);
constexpr Duration kNeighbourTimeout = std::chrono::milliseconds(3100);  // of ARP, in the kernel

Reason ParseReason(const std::string& name) {
  for (const ReasonRow& row : ReasonTable()) {
    if (row.name == name) return row.reason;
  }
  throw std::runtime_error("no reason " + name);
}

Offender ParseOffender(const std::string& name) {
  for (const Offender one :
       {Offender::kTarget, Offender::kGateway, Offender::kSelf, Offender::kOther}) {
    if (Name(one) == name) return one;
  }
  throw std::runtime_error("no offender " + name);
}

Address ParseAddress(const std::string& text) {
  if (const auto address = Address::Parse(text)) return *address;
  throw std::runtime_error("no address " + text);
}

Duration Took(Reason reason, const Check& check) {
  if (reason == Reason::kNoAnswer || reason == Reason::kNoReplyRequired ||
      reason == Reason::kExpectTimeout) {
    return check.policy->timeout;
  }
  return reason == Reason::kNoNeighbour ? kNeighbourTimeout : kRtt;
}

}  // namespace

void World::Change(const std::vector<std::string>& words) {
  const std::string& verb = words.at(0);
  if (verb.starts_with("see")) {
    const std::string vantage = verb.starts_with("see@") ? verb.substr(4) : "";
    Sight& sight = sights_[vantage][words.at(1)];
    sight.reason = ParseReason(words.at(2));
    sight.offender = words.size() > 3 ? ParseOffender(words[3]) : Offender::kNone;
  } else if (verb == "answer") {
    const Scope scope = words.at(1) == "lan" ? Scope::kLan : Scope::kInternet;
    answers_[static_cast<std::size_t>(scope)] = words.at(2) == "yes";
  } else if (verb == "resolve") {
    names_[words.at(1)] = ParseAddress(words.at(2));
  } else if (verb == "wan") {
    wan_ = ParseAddress(words.at(1));
  } else if (verb == "listens") {
    listens_.insert(words.at(1));
  } else {
    throw std::runtime_error("the script says " + verb);
  }
}

Observation World::Observe(const Sight& sight, const Check& check) const {
  Observation seen;
  seen.reason = sight.reason;
  seen.duration = Took(sight.reason, check);
  if (seen.state() == State::kOpen) seen.rtt = kRtt;
  if (sight.offender != Offender::kNone) {
    // Nothing of it but the class goes into a series; the type and code are those of the reason.
    seen.icmp = IcmpError{3, 3, Resolve(check.host), sight.offender};
  }
  if (check.policy->module->transport == Transport::kIcmp) {
    seen.echoes_sent = 1;
    seen.echoes_received = seen.state() == State::kOpen ? 1 : 0;
  }
  return seen;
}

Observation World::See(const Check& check) const {
  const auto here = sights_.find("");
  if (here == sights_.end()) return Observe({}, check);
  const auto sight = here->second.find(Title(check));
  return Observe(sight == here->second.end() ? Sight{} : sight->second, check);
}

std::map<std::string, Observation> World::SeeFromElsewhere(const Check& check) const {
  std::map<std::string, Observation> seen;
  for (const auto& [vantage, sights] : sights_) {
    const auto sight = sights.find(Title(check));
    if (!vantage.empty() && sight != sights.end()) {
      seen.emplace(vantage, Observe(sight->second, check));
    }
  }
  return seen;
}

Address World::Resolve(const std::string& name) const {
  if (const auto literal = Address::Parse(name)) return *literal;
  const auto known = names_.find(name);
  return known == names_.end() ? Address() : known->second;
}

}  // namespace reach::replay
