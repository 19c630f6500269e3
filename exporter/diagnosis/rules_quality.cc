#include <algorithm>
#include <cmath>

#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// Below, a few lost packets or one slow start of the other side say nothing.
constexpr std::uint32_t kEnoughAttempts = 8;
constexpr double kLossShare = 0.1;
constexpr double kMostShare = 0.6;
constexpr Duration kSlow = std::chrono::milliseconds(250);
constexpr std::array kAll = {View::kLoopback, View::kOwnAddress, View::kLan, View::kHairpin,
                             View::kOutside};

// Share of packets that got no answer, where some did. A SYN that is sent again was lost once; a
// host that is down or a firewall never answers at all, an ICMP limiter only errors.
std::optional<double> LossOf(const Sighting& seen, Transport transport) {
  if (seen.attempts < kEnoughAttempts || seen.answered == 0) return std::nullopt;
  const Answer answer = AnswerOf(seen, transport);
  if (answer != Answer::kYes && answer != Answer::kSilence) return std::nullopt;
  const double lost = seen.attempts - std::min(seen.answered, seen.attempts);
  const double sent = seen.attempts + seen.syn_retransmits;
  const double share = (lost + seen.syn_retransmits) / sent;
  // Silent now and mostly silent before: that is no loss, it has stopped.
  if (answer == Answer::kSilence && share > kMostShare) return std::nullopt;
  return share;
}

// The same place finds another port of the address without loss: then it is that port, and no path.
bool SiblingIsClean(const PortCase& port, const Sighting& lossy) {
  for (const PortCase& other : port.all) {
    if (&other == &port) continue;
    for (const Sighting* seen : other.at(lossy.view).all()) {
      if (seen->vantage != lossy.vantage || seen->address != lossy.address) continue;
      const auto loss = LossOf(*seen, other.port->transport);
      if (loss && *loss < kLossShare / 2) return true;
    }
  }
  return false;
}

bool Add(std::vector<std::string_view>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) != names.end()) return false;
  names.push_back(name);
  return true;
}

int Percent(double share) { return static_cast<int>(std::lround(share * 100)); }

}  // namespace

Finding PacketLoss(const PortCase& port) {
  std::vector<std::string_view> vantages;
  double worst = 0;
  for (const View view : kAll) {
    for (const Sighting* seen : port.at(view).all()) {
      const auto loss = LossOf(*seen, port.port->transport);
      if (!loss || *loss < kLossShare || SiblingIsClean(port, *seen)) continue;
      worst = std::max(worst, *loss);
      if (view == View::kOutside) Add(vantages, seen->vantage);
    }
  }
  if (worst == 0) return std::nullopt;
  return Conclude(Cause::kPacketLoss,
                  vantages.size() >= 2 ? Confidence::kProved : Confidence::kLikely,
                  std::to_string(Percent(worst)) + "% of the packets got no answer.",
                  port.port->transport == Transport::kTcp ? std::vector{Cause::kAcceptQueueFull}
                                                          : std::vector{Cause::kApplicationHung});
}

Finding HighLatency(const PortCase& port) {
  if (port.FailsAnywhere()) return std::nullopt;
  std::vector<std::string_view> slow;
  for (const View view : {View::kLan, View::kHairpin, View::kOutside}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (!seen->rtt) continue;
      if (*seen->rtt < kSlow) return std::nullopt;  // the way is fast from somewhere
      Add(slow, seen->vantage);
    }
  }
  if (slow.empty()) return std::nullopt;
  return Conclude(Cause::kHighLatency,
                  slow.size() >= 2 ? Confidence::kProved : Confidence::kLikely);
}

// A reply that comes sooner than the host could send it, or although the server says nothing.
Finding AnsweredByFilter(const PortCase& port) {
  const Sighting* reply = port.at(View::kOutside).working();
  if (reply == nullptr) {
    if (port.Failing(View::kOutside, Answer::kLooping) == nullptr) return std::nullopt;
    return Conclude(Cause::kAnsweredByFilter, Confidence::kLikely,
                    "Each request is answered with another challenge.", {Cause::kWrongService});
  }
  if (reply->reason != Reason::kReply) return std::nullopt;
  const bool silent_inside = port.Failing(View::kLoopback, Answer::kSilence) != nullptr;
  const bool too_fast = reply->rtt && port.port->path_rtt &&
                        *reply->rtt * 2 < *port.port->path_rtt &&
                        *port.port->path_rtt - *reply->rtt > std::chrono::milliseconds(5);
  if (!silent_inside && !too_fast) return std::nullopt;
  return Conclude(
      Cause::kAnsweredByFilter,
      silent_inside && too_fast ? Confidence::kProved : Confidence::kLikely,
      too_fast ? "The reply is faster than the way to the server."
               : "The server itself does not answer its own machine.",
      silent_inside && !too_fast ? std::vector{Cause::kForwardWrongHost} : std::vector<Cause>{});
}

}  // namespace reach::diagnosis
