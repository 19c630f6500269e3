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

// Never more than what was seen: without a result from outside, nothing is said of the internet.
Finding Healthy(const PortCase& port) {
  if (!HasVerdict(port) || FailsWhereItMatters(port)) return std::nullopt;
  Finding found = Conclude(Cause::kHealthy, Confidence::kPossible);
  if (HasAnswer(port, View::kOutside)) {
    found->confidence = Confidence::kProved;
    return found;
  }
  const bool inside = HasAnswer(port, View::kLan) || HasAnswer(port, View::kHairpin);
  if (port.port->internal && HasAnswer(port, View::kLan)) {
    found->confidence = Confidence::kProved;
    return found;
  }
  if (inside || HasAnswer(port, View::kOwnAddress) || HasAnswer(port, View::kLoopback)) {
    found->confidence = Confidence::kLikely;
  }
  if (!port.port->internal) {
    found->settle = port.at(View::kOutside).empty()
                        ? "Nothing is known of the way from the internet: ask a vantage there."
                        : "A silent port proves nothing: a query check or an arrival test would.";
  }
  return found;
}

}  // namespace reach::diagnosis
