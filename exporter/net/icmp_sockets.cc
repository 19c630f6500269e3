#include "exporter/net/icmp_sockets.h"

#include <cerrno>
#include <utility>

namespace reach {
namespace {

// A router translates an echo by its id. It keeps a translation that has gone wrong, to a former
// WAN address for example, for as long as echoes with that id keep coming: so the id changes.
constexpr Duration kLongestUse = std::chrono::minutes(1);

// Echoes that wait for ARP fill the send buffer, replies that come together the receive buffer:
// both of the usual size hold about 280 small packets.
constexpr std::size_t kMaxInFlight = 128;

}  // namespace

std::shared_ptr<IcmpSocket> IcmpSockets::Take(Family family, int& error) {
  Current& current = family == Family::kIp6 ? current6_ : current4_;
  const TimePoint now = Clock::now();
  error = 0;
  const bool usable = current.socket && now - current.opened < kLongestUse &&
                      current.socket->in_flight() < kMaxInFlight;
  if (usable) return current.socket;
  const OpenedIcmp opened = OpenIcmp(family);
  if (opened.fd < 0) {
    error = opened.error;
    const bool refused = error == EACCES || error == EPERM;
    if (refused && refused_) std::exchange(refused_, nullptr)(kIcmpRefused);
    return nullptr;
  }
  current = {std::make_shared<IcmpSocket>(io_, family, opened), now};
  return current.socket;
}

}  // namespace reach
