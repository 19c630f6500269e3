// What all views together know of one target: the whole input of a diagnosis.
// Thread: values. Owner: whoever asks for a diagnosis.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/observation.h"
#include "exporter/core/trace.h"
#include "exporter/host/listener.h"
#include "exporter/wan/status.h"

namespace reach::diagnosis {

// Where an observation was made, seen from the target's host. A LAN view never says anything about
// the internet.
enum class View : std::uint8_t {
  kLoopback,    // on the host itself, to 127.0.0.1 or ::1
  kOwnAddress,  // on the host itself, to an address that it has
  kLan,         // from another host of its network
  kHairpin,     // from its network to the public address
  kOutside,     // from elsewhere in the internet
};

// One check's result from one place.
struct Sighting {
  View view = View::kOutside;
  std::string vantage;  // "local", or the name of the other exporter
  Address address;      // that was probed
  Address source;       // that another vantage probed from; none: not known
  Reason reason = Reason::kNotProbed;
  bool expected = false;  // a success where it was seen from
  std::optional<Duration> rtt;
  std::optional<Duration> failed_after;  // how long the failing answer took; host-unreachable by
                                         // failed ARP takes about 3 s
  Duration duration{};                   // of the attempt that stands
  int error = 0;                         // errno behind the reason, 0 for none
  std::optional<IcmpError> icmp;
  // Over the last results; 0 of 0 where nothing is known.
  std::uint32_t attempts = 0;
  std::uint32_t answered = 0;
  std::uint32_t syn_retransmits = 0;
  std::optional<Trace> trace;
};

// Did packets that another vantage sent reach the host? Counted over a window agreed on.
struct Arrival {
  std::string vantage;
  bool arrived = false;
  bool marked = false;  // looked for by the address of the vantage; else concluded from counters
  // Other ports that its packets came to, of the same transport, where nobody expects any.
  std::vector<std::uint16_t> elsewhere = {};
};

// One port of the target.
struct PortEvidence {
  std::string check;  // "game"
  std::string host;   // as configured
  std::string module;
  std::uint16_t port = 0;
  Transport transport = Transport::kTcp;
  Role role = Role::kSupporting;
  std::string prober;     // "a2s": its reply proves the game
  bool internal = false;  // not meant to be open to the internet (RCON)
  std::vector<Sighting> sightings;
  std::optional<host::PortListeners> listeners;  // absent: no host view
  std::optional<host::CounterDeltas> counters;
  std::optional<wan::PortMapping> mapping;
  std::optional<Arrival> arrival;
  std::optional<Duration> path_rtt;             // of an echo or another port of the same host
  std::optional<std::string> version;           // as the reply says
  std::optional<std::string> expected_version;  // as configured
};

struct TargetEvidence {
  std::string target;
  std::string host;
  std::string profile;  // "" for none
  bool name_is_literal = false;
  std::optional<bool> lan_online;  // absent: no control
  std::optional<bool> internet_online;
  std::optional<bool> outbound_blocked;  // of optional outbound checks
  std::optional<wan::WanStatus> wan;     // only of the network that the target is in
  std::optional<wan::DdnsStatus> ddns;
  bool kubernetes = false;              // the exporter or the host is a pod
  std::optional<Duration> process_age;  // of the game's process
  Duration start_grace{};               // how long a start may take (page_after)
  std::vector<PortEvidence> ports;
};

}  // namespace reach::diagnosis
