#include <algorithm>

#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

constexpr std::array kInside = {View::kLoopback, View::kOwnAddress};
constexpr std::array kBeyond = {View::kLan, View::kHairpin, View::kOutside};
constexpr std::array kAll = {View::kLoopback, View::kOwnAddress, View::kLan, View::kHairpin,
                             View::kOutside};

template <std::size_t kCount>
const Sighting* FailingIn(const std::array<View, kCount>& views, const PortCase& port,
                          Answer answer) {
  for (const View view : views) {
    if (const Sighting* found = port.Failing(view, answer)) return found;
  }
  return nullptr;
}

bool IsInside(const Sighting& sighting) {
  return sighting.view == View::kLoopback || sighting.view == View::kOwnAddress;
}

// The kernel takes one connection more than the limit (include/net/sock.h sk_acceptq_is_full).
// `slack` 1 counts a queue with room for that one as full, too.
bool QueueIsFull(const PortCase& port, std::uint32_t slack) {
  if (!port.port->listeners) return false;
  const auto& here = port.port->listeners->here;
  return std::any_of(here.begin(), here.end(), [slack](const host::Listener& listener) {
    return listener.backlog && listener.backlog_limit && *listener.backlog > 0 &&
           *listener.backlog + slack > *listener.backlog_limit;
  });
}

bool ConnectionsWait(const PortCase& port) {
  if (!port.port->listeners) return false;
  const auto& here = port.port->listeners->here;
  return std::any_of(here.begin(), here.end(), [](const host::Listener& listener) {
    return listener.backlog.value_or(0) > 0;
  });
}

bool DatagramsWait(const PortCase& port) {
  if (port.port->counters && port.port->counters->udp_buffer_errors > 0) return true;
  if (!port.port->listeners) return false;
  const auto& here = port.port->listeners->here;
  return std::any_of(here.begin(), here.end(), [](const host::Listener& listener) {
    return listener.queued.value_or(0) > 0;
  });
}

}  // namespace

Finding AcceptQueueFull(const PortCase& port) {
  if (port.port->transport != Transport::kTcp) return std::nullopt;
  const Sighting* silent = FailingIn(kAll, port, Answer::kSilence);
  if (silent == nullptr) return std::nullopt;
  const bool overflows = port.port->counters && port.port->counters->listen_overflows > 0;
  if (QueueIsFull(port, 0)) return Conclude(Cause::kAcceptQueueFull, Confidence::kProved);
  if (QueueIsFull(port, 1)) return Conclude(Cause::kAcceptQueueFull, Confidence::kLikely);
  // The counter is that of the whole network namespace: another port's queue may be the full one.
  if (overflows && port.ListensBeyondLoopback()) {
    return Conclude(Cause::kAcceptQueueFull,
                    IsInside(*silent) ? Confidence::kProved : Confidence::kLikely,
                    "The kernel counts connections that it could not queue (ListenOverflows).");
  }
  return std::nullopt;
}

Finding ApplicationHung(const PortCase& port) {
  const Sighting* mute = FailingIn(kAll, port, Answer::kMute);
  if (mute != nullptr) {
    if (port.HostServes()) {
      if (mute->view != View::kOutside) return std::nullopt;
      return Conclude(Cause::kAnsweredByFilter, Confidence::kLikely,
                      "The server answers its own machine, and nobody beyond the device that "
                      "accepts for it.",
                      {Cause::kForwardWrongHost});
    }
    const bool waits = IsInside(*mute) && ConnectionsWait(port);
    return Conclude(Cause::kApplicationHung, waits ? Confidence::kProved : Confidence::kLikely,
                    waits ? "Connections wait to be accepted." : "", {Cause::kWrongService});
  }
  if (port.port->transport != Transport::kUdp || !port.ListensBeyondLoopback()) {
    return std::nullopt;
  }
  if (FailingIn(kInside, port, Answer::kSilence) == nullptr) return std::nullopt;
  if (port.Works(View::kOutside)) return std::nullopt;  // somebody else answers there
  if (DatagramsWait(port)) {
    return Conclude(Cause::kApplicationHung, Confidence::kProved,
                    "Datagrams wait in the socket and nobody reads them.");
  }
  return Conclude(Cause::kApplicationHung, Confidence::kLikely, "", {Cause::kWrongService});
}

// Somebody accepts beyond the host and hangs up, and the host itself has nobody who could.
Finding ProxyBackendDown(const PortCase& port) {
  if (FailingIn(kBeyond, port, Answer::kEarly) == nullptr) return std::nullopt;
  const bool nobody = port.scope() == host::BindScope::kNone;
  const bool refused = FailingIn(kInside, port, Answer::kRefused) != nullptr;
  if (!nobody && !(refused && !port.scope())) return std::nullopt;
  const bool own = port.Failing(View::kOwnAddress, Answer::kRefused) != nullptr;
  return Conclude(Cause::kProxyBackendDown,
                  nobody && own ? Confidence::kProved : Confidence::kLikely, "",
                  own ? std::vector<Cause>{} : std::vector{Cause::kClosedEarly});
}

Finding RconAuth(const PortCase& port) {
  if (port.port->prober.find("rcon") == std::string::npos) return std::nullopt;
  for (const Answer answer : {Answer::kWrong, Answer::kEarly}) {
    const Sighting* seen = FailingIn(kAll, port, answer);
    if (seen == nullptr) continue;
    const bool said = seen->reason == Reason::kExpectMismatch && IsInside(*seen);
    return Conclude(Cause::kRconAuth, said ? Confidence::kProved : Confidence::kLikely);
  }
  return std::nullopt;
}

Finding WrongService(const PortCase& port) {
  const Sighting* wrong = FailingIn(kAll, port, Answer::kWrong);
  if (wrong == nullptr) return std::nullopt;
  if (IsInside(*wrong)) return Conclude(Cause::kWrongService, Confidence::kProved);
  // Another machine answers where the server's own gives the right reply.
  if (port.HostServes() && wrong->view == View::kOutside) {
    return Conclude(Cause::kForwardWrongHost, Confidence::kLikely,
                    "The server answers rightly on its own machine.", {Cause::kAnsweredByFilter});
  }
  return Conclude(Cause::kWrongService, Confidence::kLikely, "",
                  {Cause::kForwardWrongHost, Cause::kDdnsStale});
}

// What accepts on the host may be a proxy: nothing tells it from the service itself.
Finding ClosedEarly(const PortCase& port) {
  if (FailingIn(kInside, port, Answer::kEarly) == nullptr) return std::nullopt;
  return Conclude(Cause::kClosedEarly, Confidence::kLikely, "", {Cause::kProxyBackendDown});
}

Finding VersionMismatch(const PortCase& port) {
  const auto& seen = port.port->version;
  const auto& wanted = port.port->expected_version;
  if (!seen || !wanted || *seen == *wanted) return std::nullopt;
  return Conclude(Cause::kVersionMismatch, Confidence::kProved,
                  "The server says version " + *seen + ", expected is " + *wanted + ".");
}

}  // namespace reach::diagnosis
