#include "exporter/host/socket_reader.h"

#include <linux/netlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <asio/posix/basic_stream_descriptor.hpp>
#include <asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "exporter/host/diag_message.h"
#include "exporter/host/proc_net.h"

namespace reach::host {
namespace {

using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

constexpr std::size_t kPiece = std::size_t{64} * 1024;  // the kernel makes parts of 32 KiB at most
// The kernel makes /proc/net a page at a time. For TCP it remembers the place; for each page of UDP
// it begins at the front again, so that 100,000 sockets take half a minute.
constexpr std::size_t kPage = 4096;
constexpr std::size_t kMostOfUdp = std::size_t{2} * 1024 * 1024;  // 16,000 sockets
constexpr std::uint32_t kSequence = 1;                            // one question for each socket

// What one question left behind: an errno, 0 for an answer.
struct Answer {
  std::vector<BoundSocket> sockets;
  int error = 0;
};

const char* PathOf(Transport transport, Family family) {
  if (transport == Transport::kTcp) {
    return family == Family::kIp4 ? "/proc/net/tcp" : "/proc/net/tcp6";
  }
  return family == Family::kIp4 ? "/proc/net/udp" : "/proc/net/udp6";
}

void Append(std::vector<BoundSocket>& all, std::vector<BoundSocket> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Task<Answer> AskSockDiag(asio::io_context& io, Transport transport, Family family) {
  Answer answer;
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG);
  answer.error = fd < 0 ? errno : 0;
  if (fd < 0) co_return answer;
  Descriptor descriptor(io, fd);
  const std::string request = EncodeDiagRequest(transport, family, kSequence);
  if (send(fd, request.data(), request.size(), 0) < 0) {
    answer.error = errno;
    co_return answer;
  }
  const auto buffer = std::make_unique<std::array<char, kPiece>>();
  for (;;) {
    // The kernel goes on with its tables when a part has been read, so that each part is a short
    // piece of work, here and there.
    const auto [failed] = co_await descriptor.async_wait(Descriptor::wait_read, kTuple);
    const ssize_t size = failed ? -1 : recv(fd, buffer->data(), buffer->size(), 0);
    if (size < 0 && !failed && (errno == EAGAIN || errno == EINTR)) continue;
    if (size <= 0) {
      answer.error = failed ? failed.value() : EIO;
      co_return answer;
    }
    DiagPart part =
        ParseDiag({buffer->data(), static_cast<std::size_t>(size)}, transport, kSequence);
    Append(answer.sockets, std::move(part.sockets));
    answer.error = part.error;
    if (part.done) co_return answer;
  }
}

Task<Answer> ReadProcNet(asio::io_context& io, Transport transport, Family family) {
  Answer answer;
  errno = 0;
  std::ifstream file(PathOf(transport, family));
  if (!file) answer.error = errno != 0 ? errno : EIO;
  std::string text;
  std::size_t size = 0;
  while (file) {
    const std::size_t kept = text.size();
    text.resize(kept + kPage);
    file.read(text.data() + kept, kPage);
    text.resize(kept + static_cast<std::size_t>(file.gcount()));
    size += static_cast<std::size_t>(file.gcount());
    if (transport == Transport::kUdp && size > kMostOfUdp) {
      answer.error = EFBIG;
      co_return answer;
    }
    const std::size_t lines = text.rfind('\n') + 1;  // 0: no line has ended yet
    Append(answer.sockets, ParseProcNet(std::string_view(text).substr(0, lines), transport));
    text.erase(0, lines);
    co_await asio::post(io, asio::use_awaitable_t<Executor>());
  }
  if (file.bad()) answer.error = EIO;
  // A kernel without IPv6 has no such table, and no such socket.
  if (answer.error == ENOENT && family == Family::kIp6) answer.error = 0;
  co_return answer;
}

Task<Answer> ReadSockets(asio::io_context& io, Transport transport, Family family,
                         SocketSource first) {
  if (first == SocketSource::kSockDiag) {
    Answer answer = co_await AskSockDiag(io, transport, family);
    if (answer.error == 0) co_return answer;
  }
  co_return co_await ReadProcNet(io, transport, family);
}

void NameDevices(std::vector<BoundSocket>& sockets) {
  std::array<char, IF_NAMESIZE> name{};
  for (BoundSocket& socket : sockets) {
    if (socket.interface == 0) continue;
    const bool known = if_indextoname(socket.interface, name.data()) != nullptr;
    socket.listener.device = known ? name.data() : std::to_string(socket.interface);
  }
}

}  // namespace

Task<SocketTable> ReadSocketTable(asio::io_context& io, SocketSource first) {
  SocketTable table;
  table.knows_tcp = table.knows_udp = true;
  for (const Transport transport : {Transport::kTcp, Transport::kUdp}) {
    for (const Family family : {Family::kIp4, Family::kIp6}) {
      Answer answer = co_await ReadSockets(io, transport, family, first);
      Append(table.sockets, std::move(answer.sockets));
      if (answer.error == 0) continue;
      (transport == Transport::kTcp ? table.knows_tcp : table.knows_udp) = false;
      table.problem = std::string("the kernel does not tell who listens: ") +
                      PathOf(transport, family) + ": " + std::strerror(answer.error);
    }
  }
  NameDevices(table.sockets);
  co_return table;
}

}  // namespace reach::host
