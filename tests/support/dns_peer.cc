#include "tests/support/dns_peer.h"

#include <asio/buffer.hpp>

namespace reach::test {
namespace {

using asio::ip::udp;

constexpr std::size_t kHeaderSize = 12;

DnsQuery ReadQuery(Bytes message, std::uint16_t source_port) {
  DnsQuery query{std::move(message), "", 0, source_port};
  std::size_t at = kHeaderSize;
  while (query.message[at] != 0) {
    if (!query.name.empty()) query.name += '.';
    query.name.append(
        query.message.begin() + static_cast<std::ptrdiff_t>(at) + 1,
        query.message.begin() + static_cast<std::ptrdiff_t>(at) + 1 + query.message[at]);
    at += query.message[at] + 1U;
  }
  query.type = static_cast<std::uint16_t>(query.message[at + 1] << 8 | query.message[at + 2]);
  return query;
}

void Append(Bytes& bytes, std::uint32_t value, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

}  // namespace

DnsRecord A(std::uint32_t ttl, std::array<std::uint8_t, 4> octets) {
  return {1, ttl, Bytes(octets.begin(), octets.end())};
}

Bytes Reply(const DnsQuery& query, const std::vector<DnsRecord>& records) {
  Bytes reply = query.message;
  reply[2] |= 0x80;                                      // QR
  reply[3] = 0x80;                                       // RA, NOERROR
  reply[7] = static_cast<std::uint8_t>(records.size());  // ANCOUNT
  for (const DnsRecord& record : records) {
    Append(reply, 0xC000 | kHeaderSize, 2);  // the name of the question (RFC 1035 4.1.4)
    Append(reply, record.type, 2);
    Append(reply, 1, 2);  // IN
    Append(reply, record.ttl, 4);
    Append(reply, static_cast<std::uint32_t>(record.data.size()), 2);
    reply.insert(reply.end(), record.data.begin(), record.data.end());
  }
  return reply;
}

Bytes ReplyWithCode(const DnsQuery& query, std::uint8_t code) {
  Bytes reply = Reply(query, {});
  reply[3] |= code;
  return reply;
}

DnsPeer::Script AlwaysA(std::uint32_t ttl, std::array<std::uint8_t, 4> octets) {
  return [ttl, octets](const DnsQuery& query) { return Reply(query, {A(ttl, octets)}); };
}

DnsPeer::DnsPeer(Script script, const udp::endpoint& at)
    : script_(std::move(script)), socket_(io_, at) {
  Receive();
  thread_ = std::thread([this] { io_.run(); });
}

DnsPeer::~DnsPeer() {
  io_.stop();
  thread_.join();
}

std::string DnsPeer::address() const {
  const auto endpoint = socket_.local_endpoint();
  return endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
}

std::vector<DnsQuery> DnsPeer::queries() const {
  const std::lock_guard lock(mutex_);
  return queries_;
}

void DnsPeer::Receive() {
  socket_.async_receive_from(
      asio::buffer(buffer_), sender_, [this](std::error_code error, std::size_t size) {
        if (!error && size > kHeaderSize) {
          const auto begin = buffer_.begin();
          const DnsQuery query =
              ReadQuery(Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)), sender_.port());
          {
            const std::lock_guard lock(mutex_);
            queries_.push_back(query);
          }
          const Bytes reply = script_(query);
          if (!reply.empty()) socket_.send_to(asio::buffer(reply), sender_, 0, error);
        }
        Receive();
      });
}

}  // namespace reach::test
