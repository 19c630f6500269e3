#include "exporter/probes/udp/udp_exchange.h"

#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "exporter/net/endpoint.h"
#include "exporter/net/failure.h"
#include "exporter/net/hop_limit.h"

namespace reach {
namespace {

// Without a listener on a port of our own host, the kernel can give us that very port as our local
// one: we would then take our own datagram for the reply.
bool IsSelf(const UdpSocket& socket) {
  asio::error_code no_local, no_remote;
  const auto local = socket.local_endpoint(no_local);
  const auto remote = socket.remote_endpoint(no_remote);
  return !no_local && !no_remote && local == remote;
}

}  // namespace

UdpWorkspace::UdpWorkspace(asio::io_context& io, SocketOrigin origin)
    : stamper_(io.get_executor()), origin_(std::move(origin)) {
  asio::error_code error;
  stamper_.open(asio::ip::udp::v4(), error);
  if (!error) EnableArrivalTimes(stamper_.native_handle());
}

UdpExchange::UdpExchange(Destination where, ProbeContext& context, UdpWorkspace& workspace)
    : where_(std::move(where)),
      context_(context),
      workspace_(workspace),
      socket_(context.io.get_executor()),
      started_(Clock::now()) {}

bool UdpExchange::Open() {
  const auto endpoint = EndpointOf<asio::ip::udp>(where_.address, where_.port);
  asio::error_code error;
  socket_.open(endpoint.protocol(), error);
  if (error) return Fail(error.value());
  socket_.non_blocking(true, error);
  EnableErrorQueue(socket_.native_handle(), where_.address.family);
  EnableArrivalTimes(socket_.native_handle());
  const Family family = where_.address.family;
  if (const int refused = ApplyOrigin(workspace_.origin_, socket_.native_handle(), family)) {
    failure_ = OriginFailure(refused);
    return false;
  }
  socket_.connect(endpoint, error);
  if (error) return Fail(error.value());
  if (!IsSelf(socket_)) return true;
  failure_ = Saw(Reason::kSelfConnect);
  return false;
}

void UdpExchange::LimitHops(std::uint8_t hops) {
  reach::LimitHops(socket_.native_handle(), where_.address.family, hops);
}

bool UdpExchange::Send(std::string_view payload) {
  rtt_.reset();
  sent_ = Moment::Now();
  const ssize_t sent = ::send(socket_.native_handle(), payload.data(), payload.size(), 0);
  return sent >= 0 || Fail(errno);
}

Task<UdpExchange::Arrival> UdpExchange::Receive() {
  while (true) {
    // A cancellation that found no operation to cancel would never end the next one.
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    bool cancelled = cancellation.cancelled() != asio::cancellation_type::none;
    if (!cancelled) {
      auto [ec] = co_await socket_.async_wait(UdpSocket::wait_read, kTuple);
      cancelled = ec == asio::error::operation_aborted;
    }
    if (const auto arrival = Look()) co_return *arrival;
    if (cancelled) co_return Arrival::kDeadline;
  }
}

Observation UdpExchange::failure() const {
  Observation result = failure_;
  result.duration = Clock::now() - started_;
  return result;
}

Observation UdpExchange::Saw(Reason reason) const {
  Observation result;
  result.reason = reason;
  result.rtt = rtt_;
  result.duration = Clock::now() - started_;
  return result;
}

std::optional<UdpExchange::Arrival> UdpExchange::Look() {
  if (ReadDatagram()) return Arrival::kDatagram;
  const int error = errno == EAGAIN ? 0 : errno;
  // The kernel reports the error before it hands out what came before or after it.
  const bool datagram = error != 0 && ReadDatagram();
  const auto queued = DrainErrorQueue(socket_.native_handle());
  if (datagram) return Arrival::kDatagram;
  if (error == 0 && !queued) return std::nullopt;
  failure_ = FailureOf(error, queued);
  return Arrival::kFailed;
}

// False leaves the reason in errno. The kernel's arrival time keeps our own delays out of the RTT.
bool UdpExchange::ReadDatagram() {
  alignas(cmsghdr) std::array<char, 128> control{};
  std::array<char, 65535>& buffer = workspace_.buffer_;
  iovec data{buffer.data(), buffer.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size = recvmsg(socket_.native_handle(), &message, MSG_DONTWAIT);
  if (size < 0) return false;
  datagram_ = {buffer.data(), static_cast<std::size_t>(size)};
  if (!rtt_) rtt_ = Elapsed(sent_, ArrivalTime(message), Moment::Now());
  return true;
}

bool UdpExchange::Fail(int error) {
  const int fd = socket_.native_handle();
  const auto queued = socket_.is_open() ? DrainErrorQueue(fd) : std::nullopt;
  failure_ = FailureOf(error, queued);
  return false;
}

Observation UdpExchange::FailureOf(int error, const std::optional<QueuedError>& queued) {
  Observation seen = Failure(Transport::kUdp, where_.address, error, queued, context_.network);
  if (!workspace_.origin_.empty()) seen.reason = ReasonFromOrigin(seen.reason);
  return seen;
}

}  // namespace reach
