// Proves that packets from outside reach this host, even where nothing answers them: a vantage
// sends marked ones, and this host looks for them. Thread: that of the client. Owner: whoever
// examines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/host/listener.h"
#include "exporter/vantage/client.h"
#include "exporter/vantage/marked_packet.h"

namespace reach::vantage {

struct ArrivalProof {
  std::string vantage;
  bool arrived = false;
  bool marked = false;                // seen themselves; else concluded from counters
  std::optional<std::uint16_t> port;  // where they arrived, which is the router's choice
};

// What a vantage says that it has sent.
struct SentFrom {
  Address source;
  std::vector<std::uint16_t> ports;
};
std::optional<SentFrom> ParseSent(std::string_view json);

// The port that marked packets arrived at, by their mark or by where they come from. A datagram
// counts wherever it comes from: NAT may stand before the vantage.
std::optional<std::uint16_t> FindMarked(const std::vector<Arrived>& arrived, Transport transport,
                                        const std::string& mark, const SentFrom& sent);

// Without CAP_NET_RAW: the counters of this host's refusals have grown by at least as many packets
// as were sent. That they have not says nothing: somebody may listen, or a firewall take them.
bool CountersShow(Transport transport, const SentFrom& sent, const host::CounterDeltas& deltas);

// Asks the first vantage of the check's target, or `via`. Takes about 3 s. Only for a check whose
// port is served by this host. nullopt: nothing is known.
Task<std::optional<ArrivalProof>> ProveArrival(asio::io_context& io, Client& client, Check check,
                                               std::string via);

}  // namespace reach::vantage
