#include <algorithm>

#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

bool HasVerdict(const PortCase& port) {
  return std::any_of(port.views.begin(), port.views.end(),
                     [](const Sightings& view) { return !view.empty(); });
}

// A result that could have been bad: a quiet port is as it should be, and proves nothing.
bool HasAnswer(const PortCase& port, View view) {
  const auto all = port.at(view).all();
  return std::any_of(all.begin(), all.end(), [&port](const Sighting* seen) {
    return AnswerOf(*seen, port.port->transport) != Answer::kQuiet;
  });
}

// A line that loses three packets of ten answers every one of sixteen attempts once in 300 times;
// of one attempt it answers two of three.
constexpr std::uint32_t kProvingAttempts = 16;

// Whoever answered there answered often, and every time.
bool IsClean(const PortCase& port, View view) {
  std::uint32_t attempts = 0;
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(view).all()) {
      if (AnswerOf(*seen, other.port->transport) != Answer::kYes) continue;
      if (seen->answered < seen->attempts || seen->syn_retransmits > 0) return false;
      attempts += seen->attempts;
    }
  }
  return attempts >= kProvingAttempts;
}

// A port that must not be open to the internet. A silence may be a lost packet.
bool IsClosedOutside(const PortCase& port) {
  const auto all = port.at(View::kOutside).all();
  const bool said = std::any_of(all.begin(), all.end(), [&port](const Sighting* seen) {
    const Answer answer = AnswerOf(*seen, port.port->transport);
    const bool no = answer == Answer::kRefused || answer == Answer::kRejected;
    return no && !port.IsForeign(seen->address);
  });
  return !all.empty() && (said || port.sources.Contains(Source::kTwoOutside));
}

bool IsSure(const PortCase& port) {
  const bool lan = port.Works(View::kLan) && IsClean(port, View::kLan);
  if (port.port->internal) return lan || IsClosedOutside(port);
  return port.Works(View::kOutside) && IsClean(port, View::kOutside);
}

// A failure on the host's own loopback means nothing when others are served: the server is bound
// to one address, as it may be.
bool FailsWhereItMatters(const PortCase& port) {
  if (port.Fails(View::kOwnAddress) && !port.Works(View::kOutside) && !port.Works(View::kLan)) {
    return true;
  }
  if (port.Fails(View::kLan) || port.Fails(View::kHairpin) || port.Fails(View::kOutside)) {
    return true;
  }
  return port.Fails(View::kLoopback) && !port.WorksBeyondLoopback();
}

}  // namespace

// Never more than what was seen: without a result from outside, nothing is said of the internet,
// and a lucky attempt proves nothing.
Finding Healthy(const PortCase& port) {
  if (!HasVerdict(port) || FailsWhereItMatters(port)) return std::nullopt;
  Finding found = Conclude(Cause::kHealthy, Confidence::kPossible);
  if (IsSure(port)) {
    found->confidence = Confidence::kProved;
    return found;
  }
  const bool outside = HasAnswer(port, View::kOutside);
  const bool inside = HasAnswer(port, View::kLan) || HasAnswer(port, View::kHairpin);
  if (outside || inside || HasAnswer(port, View::kOwnAddress) || HasAnswer(port, View::kLoopback)) {
    found->confidence = Confidence::kLikely;
  }
  if (!port.port->internal && !outside) {
    found->settle = port.at(View::kOutside).empty()
                        ? "Nothing is known of the way from the internet: ask a vantage there."
                        : "A silent port proves nothing: a query check or an arrival test would.";
  }
  return found;
}

}  // namespace reach::diagnosis
