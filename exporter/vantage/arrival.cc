#include "exporter/vantage/arrival.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "exporter/host/counters.h"
#include "exporter/vantage/arrival_watch.h"
#include "exporter/wan/random.h"

namespace reach::vantage {
namespace {

constexpr std::size_t kMarkBytes = 16;
// For what was sent last to arrive.
constexpr Duration kGrace = std::chrono::milliseconds(500);

std::string NewMark() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string mark;
  for (const char c : wan::RandomBytes(kMarkBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    mark += kDigits[byte / 16];
    mark += kDigits[byte % 16];
  }
  return mark;
}

std::optional<ArrivalProof> Conclude(const std::string& vantage, Transport transport,
                                     const std::string& mark, const SentFrom& sent,
                                     const std::vector<Arrived>* arrived,
                                     const host::CounterDeltas& deltas) {
  ArrivalProof proof;
  proof.vantage = vantage;
  if (arrived != nullptr) {
    proof.port = FindMarked(*arrived, transport, mark, sent);
    proof.arrived = proof.port.has_value();
    // A SYN that NAT has given another source cannot be recognised: its absence proves nothing.
    proof.marked = proof.arrived || transport == Transport::kUdp;
    if (proof.marked) return proof;
  }
  proof.arrived = CountersShow(transport, sent, deltas);
  return proof.arrived ? std::optional(proof) : std::nullopt;
}

}  // namespace

std::optional<SentFrom> ParseSent(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("source") || !json["source"].is_string()) {
    return std::nullopt;
  }
  const auto source = Address::Parse(json["source"].get<std::string>());
  const auto ports = json.find("source_ports");
  if (!source || ports == json.end() || !ports->is_array()) return std::nullopt;
  SentFrom sent;
  sent.source = *source;
  for (const auto& port : *ports) {
    if (!port.is_number_unsigned() || port.get<std::uint64_t>() > 65535) return std::nullopt;
    sent.ports.push_back(port.get<std::uint16_t>());
  }
  return sent.ports.empty() ? std::nullopt : std::optional(sent);
}

std::optional<std::uint16_t> FindMarked(const std::vector<Arrived>& arrived, Transport transport,
                                        const std::string& mark, const SentFrom& sent) {
  const auto is_ours = [&](const Arrived& one) {
    if (one.transport != transport) return false;
    if (transport == Transport::kUdp) return one.mark == mark;
    return one.source == sent.source &&
           std::find(sent.ports.begin(), sent.ports.end(), one.source_port) != sent.ports.end();
  };
  const auto found = std::find_if(arrived.begin(), arrived.end(), is_ours);
  return found == arrived.end() ? std::nullopt : std::optional(found->port);
}

bool CountersShow(Transport transport, const SentFrom& sent, const host::CounterDeltas& deltas) {
  const auto grown = transport == Transport::kUdp ? deltas.udp_no_ports : deltas.resets_sent;
  return grown >= sent.ports.size();
}

Task<std::optional<ArrivalProof>> ProveArrival(asio::io_context& io, Client& client, Check check,
                                               std::string via) {
  const std::string mark = NewMark();
  const Transport transport = check.policy->module->transport;
  ArrivalWatch watch(io);
  const std::optional<host::Counters> before = host::ReadCounters();
  const std::optional<Client::Sent> reply = co_await client.SendMarked(check, via, mark);
  std::optional<SentFrom> sent;
  if (reply) sent = ParseSent(reply->body);
  std::optional<ArrivalProof> proof;
  if (sent) {
    Timer grace(io.get_executor());
    grace.expires_after(kGrace);
    co_await grace.async_wait(kTuple);
    const std::optional<host::Counters> after = host::ReadCounters();
    host::CounterDeltas deltas;
    if (before && after) deltas = host::Between(*before, *after);
    proof = Conclude(reply->vantage, transport, mark, *sent, watch.arrived(), deltas);
  }
  co_return proof;
}

}  // namespace reach::vantage
