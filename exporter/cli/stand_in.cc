#include "exporter/cli/stand_in.h"

#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/write.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "exporter/net/endpoint.h"
#include "exporter/protocols/a2s_answer.h"

namespace reach::cli {
namespace {

constexpr std::string_view kName = "reach_exporter stand-in: the game is off";
// Callers that are remembered; a scan of the port must not fill the memory.
constexpr std::size_t kMaxCallers = 10000;
// A stand-in that sends more than it was sent could be used against others.
constexpr std::size_t kMaxEcho = 64;

// Bound to both families by one socket; on a host without IPv6 to IPv4.
template <typename Socket, typename Protocol>
asio::error_code Bind(Socket& socket, std::uint16_t port) {
  asio::error_code error;
  socket.open(Protocol::v6(), error);
  if (!error) {
    socket.set_option(asio::ip::v6_only(false), error);
    socket.bind({Protocol::v6(), port}, error);
    if (error != std::errc::address_not_available) return error;
    socket.close(error);
  }
  socket.open(Protocol::v4(), error);
  if (!error) socket.bind({Protocol::v4(), port}, error);
  return error;
}

}  // namespace

struct StandIn::State {
  State(asio::io_context& loop, Heard told) : io(loop), heard(std::move(told)) {
    RAND_bytes(secret.data(), static_cast<int>(secret.size()));
  }

  void Hear(const Check& check, const Address& from) {
    if (callers.size() >= kMaxCallers) return;
    if (callers.emplace(check.port, check.policy->module->transport, from).second) {
      heard(check, from);
    }
  }

  // Four bytes that only we can make, the same for the same sender each time: nothing is kept.
  a2s::Challenge ChallengeFor(const asio::ip::udp::endpoint& sender) const {
    const std::string text = sender.address().to_string() + " " + std::to_string(sender.port());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
    a2s::Challenge challenge{};
    for (std::size_t i = 0; i < challenge.size(); ++i) {
      challenge[i] = static_cast<char>(digest[i]);
    }
    return challenge;
  }

  asio::io_context& io;
  Heard heard;
  std::array<unsigned char, 32> secret{};
  std::set<std::tuple<std::uint16_t, Transport, Address>> callers;
  std::vector<std::shared_ptr<TcpAcceptor>> acceptors;
  std::vector<std::shared_ptr<UdpSocket>> sockets;
};

StandIn::StandIn(asio::io_context& io, Heard heard)
    : state_(std::make_shared<State>(io, std::move(heard))) {}

StandIn::~StandIn() {
  asio::error_code ignored;
  for (const auto& acceptor : state_->acceptors) acceptor->close(ignored);
  for (const auto& socket : state_->sockets) socket->close(ignored);
}

std::string StandIn::Hold(const Check& check) {
  asio::error_code error;
  const auto executor = state_->io.get_executor();
  if (check.policy->module->transport == Transport::kTcp) {
    auto acceptor = std::make_shared<TcpAcceptor>(executor);
    error = Bind<TcpAcceptor, asio::ip::tcp>(*acceptor, check.port);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return error.message();
    state_->acceptors.push_back(acceptor);
    asio::co_spawn(executor, Accept(state_, acceptor, check), asio::detached);
  } else {
    auto socket = std::make_shared<UdpSocket>(executor);
    error = Bind<UdpSocket, asio::ip::udp>(*socket, check.port);
    if (error) return error.message();
    state_->sockets.push_back(socket);
    asio::co_spawn(executor, Echo(state_, socket, check), asio::detached);
  }
  ++held_;
  return "";
}

Task<void> StandIn::Accept(std::shared_ptr<State> state, std::shared_ptr<TcpAcceptor> acceptor,
                           Check check) {
  while (acceptor->is_open()) {
    TcpSocket socket(state->io.get_executor());
    asio::ip::tcp::endpoint peer;
    const auto [error] = co_await acceptor->async_accept(socket, peer, kTuple);
    if (!error) state->Hear(check, Plain(FromAsio(peer.address())));
    // No descriptors: somebody opens connections faster than we close them. A turn of the loop
    // closes those that are done.
    if (error && acceptor->is_open())
      co_await asio::post(state->io, asio::use_awaitable_t<Executor>());
  }
}

Task<void> StandIn::Echo(std::shared_ptr<State> state, std::shared_ptr<UdpSocket> socket,
                         Check check) {
  const bool a2s = check.policy->module->prober == "a2s";
  std::array<char, 2048> buffer{};
  while (socket->is_open()) {
    asio::ip::udp::endpoint sender;
    const auto [error, size] =
        co_await socket->async_receive_from(asio::buffer(buffer), sender, kTuple);
    if (error) continue;
    state->Hear(check, Plain(FromAsio(sender.address())));
    const std::string_view request(buffer.data(), size);
    std::string answer;
    if (a2s) {
      const a2s::StandInInfo info{std::string(kName), check.port};
      answer = a2s::Answer(request, state->ChallengeFor(sender), info);
    } else if (size <= kMaxEcho) {
      answer = request;
    }
    asio::error_code ignored;
    if (!answer.empty()) socket->send_to(asio::buffer(answer), sender, 0, ignored);
  }
}

}  // namespace reach::cli
