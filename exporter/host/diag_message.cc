#include "exporter/host/diag_message.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace reach::host {
namespace {

// The value at the start of the bytes; nullopt when there are too few.
template <typename T>
std::optional<T> Peek(std::string_view bytes) {
  if (bytes.size() < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

constexpr std::size_t Aligned(std::size_t length) { return (length + 3) & ~std::size_t{3}; }

std::string_view After(std::string_view bytes, std::size_t length) {
  return bytes.substr(std::min(Aligned(length), bytes.size()));
}

// One netlink message or attribute at the front of `rest`, which then begins after it. nullopt at
// the end, and where the length that the header tells cannot be.
template <typename Header>
std::optional<std::string_view> Next(std::string_view& rest, std::size_t length) {
  if (length < sizeof(Header) || length > rest.size()) return std::nullopt;
  const std::string_view body = rest.substr(0, length);
  rest = After(rest, length);
  return After(body, sizeof(Header));
}

void ReadMemory(std::string_view value, Listener& listener) {
  constexpr std::size_t kDrops = SK_MEMINFO_DROPS * sizeof(std::uint32_t);
  if (value.size() < kDrops) return;
  if (const auto drops = Peek<std::uint32_t>(value.substr(kDrops))) listener.drops = *drops;
}

void ReadAttributes(std::string_view rest, BoundSocket& socket) {
  while (const auto head = Peek<rtattr>(rest)) {
    const auto value = Next<rtattr>(rest, head->rta_len);
    if (!value) return;
    if (head->rta_type == INET_DIAG_SKV6ONLY && !value->empty()) {
      socket.v6_only = value->front() != 0;
    } else if (head->rta_type == INET_DIAG_CGROUP_ID) {
      socket.listener.cgroup = Peek<std::uint64_t>(*value);
    } else if (head->rta_type == INET_DIAG_SKMEMINFO &&
               socket.listener.transport == Transport::kUdp) {
      ReadMemory(*value, socket.listener);
    }
  }
}

Address AddressOf(const inet_diag_msg& message) {
  Address address;
  address.family = message.idiag_family == AF_INET ? Family::kIp4 : Family::kIp6;
  std::memcpy(address.bytes.data(), &message.id.idiag_src, address.is_v4() ? 4 : 16);
  if (IsLinkLocal(address) && address.is_v6()) address.scope = message.id.idiag_if;
  return address;
}

std::optional<BoundSocket> ReadSocket(std::string_view body, Transport transport) {
  const auto message = Peek<inet_diag_msg>(body);
  if (!message) return std::nullopt;
  if (message->idiag_family != AF_INET && message->idiag_family != AF_INET6) return std::nullopt;
  BoundSocket socket;
  socket.interface = message->id.idiag_if;
  Listener& listener = socket.listener;
  listener.transport = transport;
  listener.address = AddressOf(*message);
  listener.port = ntohs(message->id.idiag_sport);
  listener.uid = message->idiag_uid;
  if (transport == Transport::kTcp) {
    listener.backlog = message->idiag_rqueue;
    listener.backlog_limit = message->idiag_wqueue;
  } else {
    listener.queued = message->idiag_rqueue;
  }
  ReadAttributes(After(body, sizeof(inet_diag_msg)), socket);
  return socket;
}

void Fail(DiagPart& part, int error) {
  part.done = true;
  part.error = error;
}

// NLMSG_ERROR and NLMSG_DONE both begin with a negated errno; a short DONE has none.
void End(DiagPart& part, std::uint16_t type, std::string_view body) {
  const int status = Peek<int>(body).value_or(type == NLMSG_DONE ? 0 : -EBADMSG);
  Fail(part, status < 0 ? -status : 0);
}

}  // namespace

std::string EncodeDiagRequest(Transport transport, Family family, std::uint32_t sequence) {
  struct {
    nlmsghdr head;
    inet_diag_req_v2 body;
  } request{};
  static_assert(sizeof request == 72);
  const bool tcp = transport == Transport::kTcp;
  request.head.nlmsg_len = sizeof request;
  request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.head.nlmsg_seq = sequence;
  request.body.sdiag_family = family == Family::kIp4 ? AF_INET : AF_INET6;
  request.body.sdiag_protocol = tcp ? IPPROTO_TCP : IPPROTO_UDP;
  // An unconnected UDP socket is in TCP_CLOSE.
  request.body.idiag_states = 1U << (tcp ? TCP_LISTEN : TCP_CLOSE);
  request.body.idiag_ext = tcp ? 0 : 1U << (INET_DIAG_SKMEMINFO - 1);
  return {reinterpret_cast<const char*>(&request), sizeof request};
}

DiagPart ParseDiag(std::string_view datagram, Transport transport, std::uint32_t sequence) {
  DiagPart part;
  while (!datagram.empty() && !part.done) {
    const auto head = Peek<nlmsghdr>(datagram);
    const auto body = head ? Next<nlmsghdr>(datagram, head->nlmsg_len) : std::nullopt;
    if (!body) {
      Fail(part, EBADMSG);
    } else if (head->nlmsg_seq != sequence) {
      continue;
    } else if (head->nlmsg_type == NLMSG_DONE || head->nlmsg_type == NLMSG_ERROR) {
      End(part, head->nlmsg_type, *body);
    } else if (head->nlmsg_type == SOCK_DIAG_BY_FAMILY) {
      auto socket = ReadSocket(*body, transport);
      if (!socket) {
        Fail(part, EBADMSG);
      } else if (socket->listener.port != 0) {
        part.sockets.push_back(*std::move(socket));
      }
    }
  }
  return part;
}

}  // namespace reach::host
