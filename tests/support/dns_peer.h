// A DNS server that answers over UDP as a test's script says, and remembers what it was asked.
// Thread: its own; the script runs there. Owner: the test.
#pragma once

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/udp.hpp>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace reach::test {

using Bytes = std::vector<std::uint8_t>;

struct DnsQuery {
  Bytes message;
  std::string name;  // as it came, without the trailing dot
  std::uint16_t type = 0;
  std::uint16_t source_port = 0;
};

struct DnsRecord {
  std::uint16_t type;
  std::uint32_t ttl;  // seconds
  Bytes data;
};

inline constexpr std::uint8_t kServfailCode = 2;
inline constexpr std::uint8_t kNxdomainCode = 3;
inline constexpr std::uint8_t kRefusedCode = 5;

DnsRecord A(std::uint32_t ttl, std::array<std::uint8_t, 4> octets);

// Replies to `query`; every record belongs to the name that was asked.
Bytes Reply(const DnsQuery& query, const std::vector<DnsRecord>& records);
Bytes ReplyWithCode(const DnsQuery& query, std::uint8_t code);

class DnsPeer {
 public:
  using Script = std::function<Bytes(const DnsQuery&)>;  // empty: no reply

  explicit DnsPeer(Script script,
                   const asio::ip::udp::endpoint& at = {asio::ip::address_v4::loopback(), 0});
  ~DnsPeer();

  std::string address() const;  // "127.0.0.1:PORT"
  std::vector<DnsQuery> queries() const;

 private:
  void Receive();

  Script script_;
  asio::io_context io_;
  asio::ip::udp::socket socket_;
  std::array<std::uint8_t, 512> buffer_{};
  asio::ip::udp::endpoint sender_;
  mutable std::mutex mutex_;
  std::vector<DnsQuery> queries_;
  std::thread thread_;
};

// Answers every question with this one address.
DnsPeer::Script AlwaysA(std::uint32_t ttl, std::array<std::uint8_t, 4> octets);

}  // namespace reach::test
