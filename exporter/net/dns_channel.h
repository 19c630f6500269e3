// One DNS server, asked through c-ares on an asio loop: one question, one try. c-ares closes
// its socket when nothing is in flight, so that the source port changes (RFC 5452 9.2).
// Thread: the io_context's. Owner: DnsClient, by shared pointer: handlers outlive the channel.
#pragma once

#include <asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "exporter/core/clock.h"
#include "exporter/net/dns_reply.h"
#include "exporter/net/nameserver.h"
#include "exporter/net/task.h"

struct ares_channeldata;

namespace reach {

class DnsChannel : public std::enable_shared_from_this<DnsChannel> {
 public:
  using Done = std::function<void(DnsReply)>;

  // `timeout` is that of one try, 1 ms or more. A truncated answer is asked for again over TCP with
  // a new timeout, so that an answer may take twice as long. Create with make_shared only.
  DnsChannel(asio::io_context& io, const Nameserver& server, Duration timeout);
  ~DnsChannel();  // questions in flight are dropped: their `done` is destroyed, not called
  DnsChannel(const DnsChannel&) = delete;
  DnsChannel& operator=(const DnsChannel&) = delete;

  // `family` is kIp4 (A) or kIp6 (AAAA). `done` is posted, never called inside.
  void Ask(const std::string& name, Family family, Done done);

 private:
  struct Socket;
  struct Side;

  static void OnSocketState(void* self, int fd, int read, int write);
  void Watch(int fd, bool read, bool write);
  void Wait(const std::shared_ptr<Socket>& socket, Side& side);
  void Process(int read_fd, int write_fd);
  void ArmTimer();

  asio::io_context& io_;
  Timer timer_;
  bool timer_armed_ = false;
  std::map<int, std::shared_ptr<Socket>> sockets_;  // by descriptor; c-ares opens and closes them
  ares_channeldata* channel_ = nullptr;  // null when c-ares could not start: every answer is kDead
};

}  // namespace reach
