// The evidence of one port, sorted by view: what the rules ask.
// Thread: values that point into the evidence. Owner: one call of Diagnose.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/source.h"

namespace reach::diagnosis {

// What a result says, in the few words that the rules need.
enum class Answer : std::uint8_t {
  kYes,         // open, and right
  kQuiet,       // UDP, no answer due: proves nothing
  kEarly,       // accepted, then closed or reset
  kWrong,       // open, with a wrong reply
  kMute,        // accepted, then nothing
  kLooping,     // only challenges
  kRefused,     // RST, or ICMP port unreachable on UDP
  kRejected,    // an ICMP that only a firewall sends
  kHostAbsent,  // ICMP host unreachable, or no neighbour
  kNoWay,       // no route, of a router or of our own
  kSilence,
  kOther,
};
Answer AnswerOf(const Sighting& sighting, Transport transport);

// Results of one view that say something about the target.
class Sightings {
 public:
  void Add(const Sighting* sighting) { all_.push_back(sighting); }
  std::span<const Sighting* const> all() const { return all_; }
  bool empty() const { return all_.empty(); }
  // As expected, and answered: null when there is none. A quiet one does not count.
  const Sighting* working() const;
  const Sighting* failing() const;  // not as expected
  const Sighting* Failing(Answer answer, Transport transport) const;

 private:
  std::vector<const Sighting*> all_;
};

struct PortCase {
  PortCase(const TargetEvidence& target_evidence, const PortEvidence& port_evidence);

  const Sightings& at(View view) const { return views[static_cast<std::size_t>(view)]; }
  bool Works(View view) const { return at(view).working() != nullptr; }
  bool Fails(View view) const { return at(view).failing() != nullptr; }
  const Sighting* Failing(View view, Answer answer) const {
    return at(view).Failing(answer, port->transport);
  }
  bool FailsAnywhere() const;
  // Another host than the server's got an answer, or the server's own at an own address did.
  bool WorksBeyondLoopback() const;
  bool HostServes() const { return Works(View::kLoopback) || Works(View::kOwnAddress); }

  std::optional<host::BindScope> scope() const;  // none without the host view
  bool ListensBeyondLoopback() const;
  bool Arrived() const { return port->arrival && port->arrival->arrived; }
  // Marked packets were looked for and did not come.
  bool NotArrived() const {
    return port->arrival && !port->arrival->arrived && port->arrival->marked;
  }

  // A socket is bound so that it serves the address, or the host itself got an answer there.
  bool Serves(const Address& address) const;
  // The address is one that the host has, as far as it was probed there; none: not known.
  std::optional<bool> IsOfHost(const Address& address) const;
  // The router says that it forwards the port to the host, to the same port.
  bool MappingIsRight() const;

  // The address that was probed is our public one; it is another one, or of another /64 than the
  // server's own. Both false: not known.
  bool IsOurs(const Address& address) const;
  bool IsForeign(const Address& address) const;

  const TargetEvidence* target;
  const PortEvidence* port;
  std::array<Sightings, 5> views;           // index: View
  std::vector<const Sighting*> offline;     // the prober's own network was down
  std::vector<const Sighting*> unresolved;  // the name was not resolved
  SourceSet sources;
  std::span<const PortCase> all;  // the target's ports, this one among them

 private:
  void Sort(const Sighting& sighting);
  bool IsOffline(const Sighting& sighting) const;
  void CountSources();
};

// One for each port of the target, in their order, that know of each other.
std::vector<PortCase> CasesOf(const TargetEvidence& target);

}  // namespace reach::diagnosis
