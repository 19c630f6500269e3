// The programs in reach_bench, one a name on the command line.
// Thread: main's. Owner: none. Each runs until its time is over or it is killed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace reach::bench {

// Accepts on all of 127.0.0.0/8 and keeps each connection until the client closes it.
[[noreturn]] void Accept(std::uint16_t port);

// Listens with a full accept queue: the kernel drops every SYN, as a firewall would.
[[noreturn]] void Silence(std::uint16_t port);

struct Load {
  std::uint16_t exporter = 0;  // where a blackbox exporter listens on 127.0.0.1
  std::string module;
  std::uint16_t target = 0;     // port of the targets
  std::size_t connections = 1;  // each with one probe under way
  std::size_t hosts = 1;        // targets are that many addresses from 127.1.0.1 on
  std::chrono::seconds length{1};
};

// Asks a blackbox exporter for probes over connections that it keeps. Prints "PROBES SUCCESSES".
void Drive(const Load& load);

// Answers everything that is routed into the TUN interface `name`, which it makes: TCP SYN by
// SYN/ACK, or by RST for ports from 30000 on, FIN by FIN, exactly `delay` after it was sent. At the
// end of the input on stdin it prints "PACKETS P50_US P99_US", the lateness of its answers.
void Respond(const std::string& name, std::chrono::microseconds delay);

}  // namespace reach::bench
