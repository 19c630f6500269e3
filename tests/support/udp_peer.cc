#include "tests/support/udp_peer.h"

#include <utility>

#include "exporter/net/endpoint.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::test {

struct UdpPeer::State {
  State(asio::io_context& io, Reply to_use, Family family)
      : socket(io.get_executor(), EndpointOf<asio::ip::udp>(Loopback(family), 0)),
        stranger(io.get_executor(), EndpointOf<asio::ip::udp>(Loopback(family), 0)),
        where(DestinationOf(socket)),
        reply(std::move(to_use)) {}

  static Task<void> Serve(std::shared_ptr<State> self) {
    std::string buffer(65535, '\0');
    while (true) {
      asio::ip::udp::endpoint sender;
      auto [ec, size] =
          co_await self->socket.async_receive_from(asio::buffer(buffer), sender, kTuple);
      if (ec || !self->reply) co_return;
      self->received.push_back(buffer.substr(0, size));
      for (const Datagram& answer : self->reply(self->received.back())) {
        UdpSocket& from = answer.wrong_source ? self->stranger : self->socket;
        asio::error_code gone;  // the client may have closed: not the server's business
        from.send_to(asio::buffer(answer.bytes), sender, 0, gone);
      }
    }
  }

  UdpSocket socket;
  UdpSocket stranger;
  Destination where;
  Reply reply;
  std::vector<std::string> received;
};

UdpPeer::UdpPeer(asio::io_context& io, Reply reply, Family family)
    : state_(std::make_shared<State>(io, std::move(reply), family)) {
  Spawn(io.get_executor(), State::Serve(state_));
}

UdpPeer::~UdpPeer() {
  state_->reply = nullptr;
  state_->socket.close();
}

Destination UdpPeer::where() const { return state_->where; }

const std::vector<std::string>& UdpPeer::received() const { return state_->received; }

}  // namespace reach::test
