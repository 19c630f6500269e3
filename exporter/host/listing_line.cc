#include "exporter/host/listing_line.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "exporter/core/text.h"
#include "exporter/host/words_of_text.h"

namespace reach::host {
namespace {

// "tcp", "TCP", "tcp6", "udp" and so on.
std::optional<Transport> TransportOf(std::string_view word) {
  std::string lower(word.substr(0, 5));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower == "tcp" || lower == "tcp6") return Transport::kTcp;
  if (lower == "udp" || lower == "udp6") return Transport::kUdp;
  return std::nullopt;
}

struct End {
  std::string_view host;  // without brackets and zone
  std::string_view zone;  // of "%eth0"
  std::string_view port;
};

// The last colon parts host and port: netstat writes IPv6 addresses without brackets.
std::optional<End> SplitEnd(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  End end{text.substr(0, colon), {}, text.substr(colon + 1)};
  // "127.0.0.1%lo", "[fe80::1]%eth0" and "[fe80::1%5]" are all in use.
  const std::size_t percent = end.host.find('%');
  if (percent != end.host.npos) {
    end.zone = end.host.substr(percent + 1);
    if (end.zone.ends_with(']')) end.zone.remove_suffix(1);
    end.host = end.host.substr(0, percent);
  }
  if (end.host.starts_with('[')) end.host.remove_prefix(1);
  if (end.host.ends_with(']')) end.host.remove_suffix(1);
  return end;
}

// The other end of a socket that has none: 0.0.0.0:0, [::]:0, 0.0.0.0:*, :::*, *:*.
bool IsNobody(std::string_view text) {
  const auto end = SplitEnd(text);
  if (!end || (end->port != "0" && end->port != "*")) return false;
  constexpr std::array<std::string_view, 3> kHosts = {"0.0.0.0", "::", "*"};
  return std::find(kHosts.begin(), kHosts.end(), end->host) != kHosts.end();
}

std::optional<Address> AddressOf(std::string_view host) {
  if (host != "*") return Address::Parse(host);
  Address any;
  any.family = Family::kIp6;
  return any;
}

std::optional<BoundSocket> Bound(Transport transport, std::string_view local,
                                 std::string_view remote) {
  const auto end = SplitEnd(local);
  if (!end || !IsNobody(remote)) return std::nullopt;
  const auto address = AddressOf(end->host);
  const auto port = ParseNumber<std::uint16_t>(end->port);
  if (!address || port.value_or(0) == 0) return std::nullopt;
  BoundSocket socket;
  socket.listener.transport = transport;
  socket.listener.address = *address;
  socket.listener.port = *port;
  // Of a link-local address the zone is a part, and no limit of its own.
  if (!IsLinkLocal(*address)) socket.listener.device = CleanText(end->zone);
  return socket;
}

// The state word is translated ("ABHÖREN"), in some languages into two words; nobody at the other
// end is what all languages share. A process id stands last.
std::optional<BoundSocket> ReadWindows(const WordsOfLine& line, Transport transport) {
  if (line.At(3) == "BOUND") return std::nullopt;
  auto socket = Bound(transport, line.At(1), line.At(2));
  if (!socket) return std::nullopt;
  // A dual socket is listed twice there, as 0.0.0.0 and as [::].
  if (socket->listener.address.is_v6()) socket->v6_only = true;
  if (line.size() > 3) socket->listener.pid = ParseNumber<std::uint32_t>(line.At(line.size() - 1));
  return socket;
}

std::optional<BoundSocket> ReadNetstat(const WordsOfLine& line, Transport transport) {
  const bool tcp = transport == Transport::kTcp;
  if (tcp && line.At(5) == "CLOSE") return std::nullopt;
  auto socket = Bound(transport, line.At(3), line.At(4));
  if (!socket) return std::nullopt;
  (tcp ? socket->listener.backlog : socket->listener.queued) =
      ParseNumber<std::uint32_t>(line.At(1));
  for (std::size_t at = 5; at < line.size() && !socket->listener.pid; ++at) {
    const std::size_t slash = line.At(at).find('/');
    if (slash != std::string_view::npos) {
      socket->listener.pid = ParseNumber<std::uint32_t>(line.At(at).substr(0, slash));
    }
  }
  return socket;
}

// `first` is the column of the state.
std::optional<BoundSocket> ReadSs(std::string_view text, const WordsOfLine& line, std::size_t first,
                                  Transport transport) {
  const bool tcp = transport == Transport::kTcp;
  if (line.At(first) != (tcp ? "LISTEN" : "UNCONN")) return std::nullopt;
  auto socket = Bound(transport, line.At(first + 3), line.At(first + 4));
  if (!socket) return std::nullopt;
  // ss writes * for an IPv6 socket that serves both families.
  if (socket->listener.address.is_v6()) socket->v6_only = !line.At(first + 3).starts_with('*');
  (tcp ? socket->listener.backlog : socket->listener.queued) =
      ParseNumber<std::uint32_t>(line.At(first + 1));
  if (tcp) socket->listener.backlog_limit = ParseNumber<std::uint32_t>(line.At(first + 2));
  constexpr std::string_view kPid = "pid=";
  const std::size_t pid = text.find(kPid);
  if (pid != text.npos) {
    const std::string_view rest = text.substr(pid + kPid.size());
    socket->listener.pid =
        ParseNumber<std::uint32_t>(rest.substr(0, rest.find_first_not_of("0123456789")));
  }
  return socket;
}

}  // namespace

std::optional<BoundSocket> ReadListedSocket(std::string_view text) {
  const WordsOfLine line(text);
  const std::string_view first = line.At(0);
  // ss leaves the column of the transport out when it was asked for one only.
  if (first == "LISTEN") return ReadSs(text, line, 0, Transport::kTcp);
  if (first == "UNCONN") return ReadSs(text, line, 0, Transport::kUdp);
  const auto transport = TransportOf(first);
  if (!transport) return std::nullopt;
  if (SplitEnd(line.At(1))) return ReadWindows(line, *transport);
  if (ParseNumber<std::uint32_t>(line.At(1))) return ReadNetstat(line, *transport);
  return ReadSs(text, line, 1, *transport);
}

}  // namespace reach::host
