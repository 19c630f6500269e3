#include "exporter/net/dns_channel.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <net/if.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <asio/posix/basic_stream_descriptor.hpp>
#include <asio/post.hpp>

namespace reach {
namespace {

using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

struct Question {
  asio::io_context& io;
  Family family;
  DnsChannel::Done done;
};

void OnAnswer(void* argument, int status, int /*timeouts*/, unsigned char* message, int size) {
  const std::unique_ptr<Question> question(static_cast<Question*>(argument));
  if (status == ARES_EDESTRUCTION) return;
  const std::span<const unsigned char> bytes(message, static_cast<std::size_t>(size));
  // Posted, because c-ares must not be destroyed or called from inside its own callback.
  asio::post(question->io, [done = std::move(question->done),
                            reply = ReadReply(question->family, status, bytes)]() mutable {
    done(std::move(reply));
  });
}

ares_channeldata* OpenChannel(Duration timeout, ares_sock_state_cb on_state, void* self) {
  std::array<char, 2> lookups = {'b', '\0'};  // DNS only, no hosts file
  std::string no_file = "/dev/null";          // the system's resolv.conf does not apply
  ares_options options{};
  // NOCHECKRESP: without it SERVFAIL and REFUSED both come back as "connection refused".
  options.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
  options.timeout =
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(timeout).count());
  options.tries = 1;
  options.lookups = lookups.data();
  options.sock_state_cb = on_state;
  options.sock_state_cb_data = self;
  options.resolvconf_path = no_file.data();
  ares_channeldata* channel = nullptr;
  const int status =
      ares_init_options(&channel, &options,
                        ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS |
                            ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB | ARES_OPT_RESOLVCONF);
  return status == ARES_SUCCESS ? channel : nullptr;
}

void UseServer(ares_channeldata* channel, const Nameserver& server) {
  ares_addr_port_node node{};
  node.family = server.address.is_v6() ? AF_INET6 : AF_INET;
  const auto& bytes = server.address.bytes;
  std::copy_n(bytes.begin(), server.address.is_v6() ? 16 : 4,
              reinterpret_cast<std::uint8_t*>(&node.addr));
  node.udp_port = server.port;
  node.tcp_port = server.port;
  ares_set_servers_ports(channel, &node);
  // c-ares has no scope id. Bound to the interface, a link-local server needs none.
  std::array<char, IF_NAMESIZE> interface {};
  if (server.address.scope != 0 && if_indextoname(server.address.scope, interface.data())) {
    ares_set_local_dev(channel, interface.data());
  }
}

}  // namespace

struct DnsChannel::Side {
  Descriptor::wait_type type;
  bool wanted = false;
  bool waiting = false;
};

struct DnsChannel::Socket {
  Socket(asio::io_context& io, int number) : descriptor(io, number), fd(number) {}
  Descriptor descriptor;
  int fd;
  Side read{Descriptor::wait_read};
  Side write{Descriptor::wait_write};
};

DnsChannel::DnsChannel(asio::io_context& io, const Nameserver& server, Duration timeout)
    : io_(io), timer_(io), channel_(OpenChannel(timeout, &DnsChannel::OnSocketState, this)) {
  if (channel_ != nullptr) UseServer(channel_, server);
}

DnsChannel::~DnsChannel() {
  if (channel_ != nullptr) ares_destroy(channel_);  // calls OnAnswer and OnSocketState
}

void DnsChannel::Ask(const std::string& name, Family family, Done done) {
  auto question = std::make_unique<Question>(Question{io_, family, std::move(done)});
  if (channel_ == nullptr) return OnAnswer(question.release(), ARES_ECONNREFUSED, 0, nullptr, 0);
  ares_query(channel_, name.c_str(), ns_c_in, family == Family::kIp6 ? ns_t_aaaa : ns_t_a,
             &OnAnswer, question.release());
  ArmTimer();
}

void DnsChannel::OnSocketState(void* self, int fd, int read, int write) {
  static_cast<DnsChannel*>(self)->Watch(fd, read != 0, write != 0);
}

void DnsChannel::Watch(int fd, bool read, bool write) {
  if (!read && !write) {
    const auto found = sockets_.find(fd);
    if (found == sockets_.end()) return;
    found->second->descriptor.release();  // c-ares closes it
    sockets_.erase(found);
    return;
  }
  auto& socket = sockets_[fd];
  if (!socket) socket = std::make_shared<Socket>(io_, fd);
  socket->read.wanted = read;
  socket->write.wanted = write;
  Wait(socket, socket->read);
  Wait(socket, socket->write);
}

void DnsChannel::Wait(const std::shared_ptr<Socket>& socket, Side& side) {
  if (side.waiting || !side.wanted) return;
  side.waiting = true;
  // Weak, because a completion that is queued already arrives without an error after the end of
  // the channel, or of the socket.
  socket->descriptor.async_wait(
      side.type, [weak_self = weak_from_this(), weak_socket = std::weak_ptr(socket),
                  side = &side](std::error_code error) {
        const auto self = weak_self.lock();
        const auto alive = weak_socket.lock();
        if (error || !self || !alive) return;
        side->waiting = false;
        const bool reads = side->type == Descriptor::wait_read;
        self->Process(reads ? alive->fd : ARES_SOCKET_BAD, reads ? ARES_SOCKET_BAD : alive->fd);
        if (alive->descriptor.is_open()) self->Wait(alive, *side);
      });
}

void DnsChannel::Process(int read_fd, int write_fd) {
  ares_process_fd(channel_, read_fd, write_fd);
  ArmTimer();
}

void DnsChannel::ArmTimer() {
  timeval remaining{};
  // All tries last equally long, so that a timer that runs is never too late for a new question.
  if (timer_armed_ || ares_timeout(channel_, nullptr, &remaining) == nullptr) return;
  timer_armed_ = true;
  timer_.expires_after(std::chrono::seconds(remaining.tv_sec) +
                       std::chrono::microseconds(remaining.tv_usec));
  timer_.async_wait([weak_self = weak_from_this()](std::error_code error) {
    const auto self = weak_self.lock();
    if (error || !self) return;
    self->timer_armed_ = false;
    self->Process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  });
}

}  // namespace reach
