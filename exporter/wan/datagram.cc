#include "exporter/wan/datagram.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "exporter/net/endpoint.h"

namespace reach::wan {
namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(500);
constexpr std::size_t kLargest = 4096;  // bytes; no answer here needs more

// Ends the wait of a socket at a time. The socket may be gone by then.
class Alarm {
 public:
  Alarm(asio::io_context& io, const std::shared_ptr<UdpSocket>& socket)
      : timer_(io), socket_(socket) {}

  void Set(TimePoint when) {
    timer_.expires_at(when);
    timer_.async_wait([socket = std::weak_ptr(socket_)](std::error_code error) {
      const auto alive = socket.lock();
      if (!error && alive) alive->cancel();
    });
  }

 private:
  Timer timer_;
  std::shared_ptr<UdpSocket> socket_;
};

bool Connect(UdpSocket& socket, const Address& to, std::uint16_t port) {
  const auto endpoint = EndpointOf<asio::ip::udp>(to, port);
  std::error_code error;
  socket.open(endpoint.protocol(), error);
  if (!error) socket.connect(endpoint, error);
  return !error;
}

}  // namespace

Task<std::optional<std::string>> Ask(asio::io_context& io, Datagram question) {
  const auto socket = std::make_shared<UdpSocket>(io);
  if (!Connect(*socket, question.to, question.port)) co_return std::nullopt;
  Alarm alarm(io, socket);
  std::array<char, kLargest> buffer;
  const TimePoint end = Clock::now() + question.patience;
  TimePoint again = Clock::now();
  for (Duration pause = kFirstPause; Clock::now() < end;) {
    if (Clock::now() >= again) {
      std::error_code error;
      socket->send(asio::buffer(question.bytes), 0, error);
      if (error) co_return std::nullopt;
      again = Clock::now() + pause;
      pause *= 2;
    }
    alarm.Set(std::min(again, end));
    auto [error, size] = co_await socket->async_receive(asio::buffer(buffer), kTuple);
    if (error == asio::error::operation_aborted) continue;  // time for the next try
    if (error) co_return std::nullopt;
    std::string answer(buffer.data(), size);
    if (question.is_answer(answer)) co_return answer;
  }
  co_return std::nullopt;
}

Address SourceTowards(asio::io_context& io, const Address& to) {
  constexpr std::uint16_t kAnyPort = 9;
  UdpSocket socket(io);
  if (!Connect(socket, to, kAnyPort)) return {};
  std::error_code error;
  const auto local = socket.local_endpoint(error);
  return error ? Address() : FromAsio(local.address());
}

}  // namespace reach::wan
