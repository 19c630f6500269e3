#include <algorithm>
#include <cmath>

#include "exporter/diagnosis/loss.h"
#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

constexpr Duration kSlow = std::chrono::milliseconds(250);
constexpr std::array kAll = {View::kLoopback, View::kOwnAddress, View::kLan, View::kHairpin,
                             View::kOutside};

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
