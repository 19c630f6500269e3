#include "exporter/diagnosis/loss.h"

#include <algorithm>
#include <chrono>

namespace reach::diagnosis {
namespace {

// Below, a few lost packets or one slow start of the other side say nothing.
constexpr std::uint32_t kEnoughAttempts = 8;
// Without any loss in so many, there is none: at a tenth of all, that comes once in four times.
constexpr std::uint32_t kCleanAttempts = 12;
constexpr double kMostShare = 0.6;

// The kernel sends a SYN again after 1 s: on a way that takes about as long, that is no loss. Where
// each one was sent again, it takes longer.
bool IsLongWay(const Sighting& seen) {
  constexpr Duration kLong = std::chrono::milliseconds(500);
  if (seen.rtt) return *seen.rtt > kLong;
  return seen.answered == seen.attempts && seen.syn_retransmits >= seen.attempts;
}

template <typename Fits>
bool AnySibling(const PortCase& port, const Sighting& like, Fits fits) {
  for (const PortCase& other : port.all) {
    if (&other == &port) continue;
    for (const Sighting* seen : other.at(like.view).all()) {
      if (seen->vantage != like.vantage || seen->address != like.address) continue;
      const auto loss = LossOf(*seen, other.port->transport);
      if (loss && fits(*seen, *loss)) return true;
    }
  }
  return false;
}

}  // namespace

// A SYN that is sent again was lost once; a host that is down or a firewall never answers at all,
// an ICMP limiter only errors.
std::optional<double> LossOf(const Sighting& seen, Transport transport) {
  if (seen.attempts < kEnoughAttempts || seen.answered == 0) return std::nullopt;
  const Answer answer = AnswerOf(seen, transport);
  if (answer != Answer::kYes && answer != Answer::kSilence) return std::nullopt;
  const std::uint32_t again = IsLongWay(seen) ? 0 : seen.syn_retransmits;
  const double lost = seen.attempts - std::min(seen.answered, seen.attempts);
  const double sent = seen.attempts + again;
  const double share = (lost + again) / sent;
  // Silent now and mostly silent before: that is no loss, it has stopped.
  if (answer == Answer::kSilence && share > kMostShare) return std::nullopt;
  return share;
}

bool SiblingIsClean(const PortCase& port, const Sighting& lossy) {
  return AnySibling(port, lossy, [](const Sighting& seen, double loss) {
    return seen.attempts >= kCleanAttempts && loss < kLossShare / 2;
  });
}

bool SiblingIsLossy(const PortCase& port, const Sighting& failed) {
  return AnySibling(port, failed, [](const Sighting&, double loss) { return loss >= kLossShare; });
}

}  // namespace reach::diagnosis
