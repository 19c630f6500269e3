#include "tests/support/evidence_maker.h"

#include <utility>

namespace reach::diagnosis {
namespace {

Address UsualAddress(View view) {
  switch (view) {
    case View::kLoopback:
      return *Address::Parse("127.0.0.1");
    case View::kOwnAddress:
    case View::kLan:
      return kLan;
    case View::kHairpin:
    case View::kOutside:
      break;
  }
  return kPublic;
}

PortEvidence Port(std::string check, std::uint16_t number, Transport transport,
                  std::vector<Sighting> sightings) {
  PortEvidence port;
  port.check = std::move(check);
  port.port = number;
  port.transport = transport;
  port.prober = transport == Transport::kTcp ? "tcp" : "udp";
  port.sightings = std::move(sightings);
  return port;
}

}  // namespace

Sighting Seen(View view, Reason reason, bool expected) {
  Sighting sighting;
  sighting.view = view;
  sighting.vantage = view == View::kOutside ? "fra1" : "local";
  sighting.address = UsualAddress(view);
  sighting.reason = reason;
  sighting.expected = expected;
  return sighting;
}

Sighting Works(View view, Reason reason) { return Seen(view, reason, true); }

Sighting From(std::string vantage, Sighting sighting) {
  sighting.vantage = std::move(vantage);
  return sighting;
}

Sighting At(const Address& address, Sighting sighting) {
  sighting.address = address;
  return sighting;
}

Sighting SaidBy(const Address& sender, Offender offender, Sighting sighting) {
  sighting.icmp = IcmpError{3, 0, sender, offender};
  return sighting;
}

Trace Hops(std::uint8_t answered_at, std::uint8_t last_router, std::uint8_t forwarder) {
  Trace trace;
  trace.answered_at = answered_at;
  trace.last_router = last_router;
  trace.forwarder = forwarder;
  return trace;
}

Sighting Traced(const Trace& trace, Sighting sighting) {
  sighting.trace = trace;
  return sighting;
}

Sighting Lossy(std::uint32_t attempts, std::uint32_t answered, std::uint32_t retransmits,
               Sighting sighting) {
  sighting.attempts = attempts;
  sighting.answered = answered;
  sighting.syn_retransmits = retransmits;
  return sighting;
}

host::PortListeners Bound(host::BindScope scope, Transport transport, std::uint16_t port) {
  host::PortListeners listeners;
  if (scope == host::BindScope::kNone) return listeners;
  host::Listener listener;
  listener.transport = transport;
  listener.port = port;
  listener.scope = scope;
  if (scope == host::BindScope::kLoopback) listener.address = *Address::Parse("127.0.0.1");
  if (scope == host::BindScope::kLostAddress) listener.address = *Address::Parse("192.168.1.66");
  if (scope == host::BindScope::kOwnAddress) listener.address = kLan;
  listeners.here.push_back(listener);
  return listeners;
}

PortEvidence TcpPort(std::vector<Sighting> sightings) {
  return Port("rcon", 28016, Transport::kTcp, std::move(sightings));
}

PortEvidence QueryPort(std::vector<Sighting> sightings) {
  PortEvidence port = Port("query", 28017, Transport::kUdp, std::move(sightings));
  port.prober = "a2s";
  port.role = Role::kProof;
  return port;
}

PortEvidence GamePort(std::vector<Sighting> sightings) {
  return Port("game", 28015, Transport::kUdp, std::move(sightings));
}

wan::WanStatus Wan(const Address& address, wan::Nat nat) {
  wan::WanStatus status;
  status.ip4.address = address;
  status.ip4.answered = 3;
  status.ip4.agreeing = 3;
  status.ip4.agreed = true;
  status.nat = nat;
  return status;
}

wan::PortMapping Mapping(const Address& to, std::uint16_t port) {
  wan::PortMapping mapping;
  mapping.external_port = 28016;
  mapping.internal_address = to;
  mapping.internal_port = port;
  mapping.enabled = true;
  return mapping;
}

TargetEvidence Target(std::vector<PortEvidence> ports) {
  TargetEvidence target;
  target.target = "rust-main";
  target.host = "myserver.example.org";
  target.start_grace = std::chrono::minutes(2);
  target.ports = std::move(ports);
  return target;
}

}  // namespace reach::diagnosis
