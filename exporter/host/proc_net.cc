#include "exporter/host/proc_net.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "exporter/host/words_of_text.h"

namespace reach::host {
namespace {

constexpr std::string_view kListening = "0A";
constexpr std::string_view kUnconnected = "07";

// Columns of a line. "tx_queue rx_queue" and "tr tm->when" are one column each.
enum Column : std::size_t { kLocal = 1, kState = 3, kQueues = 4, kUid = 7, kDrops = 12 };

// Eight digits for each word of the address, each a network-order word printed as a host-order
// number.
std::optional<Address> ParseAddress(std::string_view digits) {
  if (digits.size() != 8 && digits.size() != 32) return std::nullopt;
  Address address;
  address.family = digits.size() == 8 ? Family::kIp4 : Family::kIp6;
  for (std::size_t at = 0; at < digits.size(); at += 8) {
    const auto word = ParseNumber<std::uint32_t>(digits.substr(at, 8), 16);
    if (!word) return std::nullopt;
    std::memcpy(address.bytes.data() + at / 2, &*word, 4);
  }
  return address;
}

bool ReadLocal(std::string_view text, Listener& listener) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return false;
  const auto address = ParseAddress(text.substr(0, colon));
  const auto port = ParseNumber<std::uint16_t>(text.substr(colon + 1), 16);
  if (!address || port.value_or(0) == 0) return false;
  listener.address = *address;
  listener.port = *port;
  return true;
}

std::optional<BoundSocket> ReadLine(std::string_view line, Transport transport) {
  const WordsOfLine fields(line);
  const bool tcp = transport == Transport::kTcp;
  if (fields.At(kState) != (tcp ? kListening : kUnconnected)) return std::nullopt;
  BoundSocket socket;
  Listener& listener = socket.listener;
  listener.transport = transport;
  const std::string_view queues = fields.At(kQueues);
  const auto received = ParseNumber<std::uint32_t>(queues.substr(queues.find(':') + 1), 16);
  listener.uid = ParseNumber<std::uint32_t>(fields.At(kUid), 10);
  if (!ReadLocal(fields.At(kLocal), listener) || !received || !listener.uid) return std::nullopt;
  (tcp ? listener.backlog : listener.queued) = received;
  if (!tcp) listener.drops = ParseNumber<std::uint64_t>(fields.At(kDrops), 10);
  return socket;
}

}  // namespace

std::vector<BoundSocket> ParseProcNet(std::string_view lines, Transport transport) {
  std::vector<BoundSocket> sockets;
  while (!lines.empty()) {
    if (auto socket = ReadLine(TakeLine(lines), transport)) sockets.push_back(*std::move(socket));
  }
  return sockets;
}

}  // namespace reach::host
