#include "exporter/net/icmp_socket.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "exporter/protocols/icmp_echo.h"

namespace reach {
namespace {

constexpr int kReadsAtOnce = 256;  // then others of the shard have their turn

template <typename Value>
bool FillRandom(Value& value) {
  return getrandom(&value, sizeof value, 0) == sizeof value;
}

// Link-local senders come with the interface they were heard on, targets with the one configured.
bool SameAddress(const Address& one, const Address& other) {
  return one.family == other.family && one.bytes == other.bytes;
}

}  // namespace

IcmpSocket::IcmpSocket(asio::io_context& io, Family family, const OpenedIcmp& opened)
    : descriptor_(io.get_executor(), opened.fd), family_(family), raw_(opened.raw), id_(opened.id) {
  if (!FillRandom(next_)) next_ = 0;
}

IcmpSocket::Sent IcmpSocket::Send(const Address& to, const EchoSettings& settings,
                                  EchoListener& listener) {
  if (echoes_.size() > UINT16_MAX) return {0, ENOBUFS};
  while (echoes_.contains(next_)) ++next_;
  icmp::Echo echo{id_, next_++, 0};
  if (!FillRandom(echo.nonce)) return {0, errno};
  const std::string message = icmp::EncodeRequest(family_, echo, settings.payload_size);
  const Moment now = Moment::Now();
  if (const int error = SendIcmp(descriptor_.native_handle(), to, settings, message)) {
    return {0, error};
  }
  echoes_[echo.sequence] = {&listener, echo.nonce, to, now};
  Await();
  return {echo.sequence, 0};
}

void IcmpSocket::Read() {
  std::array<char, 65535> buffer;
  for (int reads = 0; reads < kReadsAtOnce; ++reads) {
    const auto arrival = ReceiveIcmp(descriptor_.native_handle(), buffer);
    // Another errno is an ICMP error that is in the queue too.
    if (!arrival && errno == EAGAIN) break;
    if (arrival) TakeReply(*arrival);
  }
  TakeErrors();
}

void IcmpSocket::Forget(std::uint16_t sequence) {
  echoes_.erase(sequence);
  if (!echoes_.empty() || !awaiting_) return;
  asio::error_code ignored;
  descriptor_.cancel(ignored);
}

// Awake only while echoes are on the way: an io_context without other work can end.
void IcmpSocket::Await() {
  if (std::exchange(awaiting_, true)) return;
  descriptor_.async_wait(asio::posix::descriptor_base::wait_read,
                         [weak = weak_from_this()](asio::error_code error) {
                           const auto self = weak.lock();
                           if (!self) return;
                           self->awaiting_ = false;
                           if (!error) self->Read();
                           if (!self->echoes_.empty()) self->Await();
                         });
}

void IcmpSocket::TakeReply(const IcmpArrival& arrival) {
  std::string_view message = arrival.bytes;
  if (raw_ && family_ == Family::kIp4) {
    message = icmp::SkipIp4Header(message).value_or(std::string_view());
  }
  const auto reply = icmp::ParseReply(family_, message);
  if (!reply || (raw_ && reply->id != id_)) return;
  const auto found = echoes_.find(reply->sequence);
  if (found == echoes_.end()) return;
  const Flying& echo = found->second;
  if (reply->nonce != echo.nonce || !SameAddress(arrival.sender, echo.to)) return;
  echo.listener->Replied(reply->sequence, Elapsed(echo.sent, arrival.stamp, Moment::Now()),
                         arrival.hop_limit);
}

void IcmpSocket::TakeErrors() {
  std::array<char, 64> buffer{};
  while (const auto entry = TakeQueueEntry(descriptor_.native_handle(), buffer)) {
    if (!entry->error || !entry->error->from_icmp) continue;
    if (!icmp::EndsEcho(family_, entry->error->type)) continue;
    const auto quoted = icmp::ParseQuotedRequest(family_, entry->quoted);
    if (!quoted || (raw_ && quoted->id != id_)) continue;
    const auto found = echoes_.find(quoted->sequence);
    if (found == echoes_.end()) continue;
    const Flying& echo = found->second;
    if (!SameAddress(entry->destination, echo.to)) continue;
    if (quoted->nonce && *quoted->nonce != echo.nonce) continue;
    echo.listener->Failed(quoted->sequence, *entry->error);
  }
}

}  // namespace reach
