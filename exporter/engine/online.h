// Decides whether the exporter's own network works, and what a result is worth while it does not.
// Thread: values and pure functions. Owner: one decision for each scope, the online watch's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "exporter/core/clock.h"
#include "exporter/core/observation.h"
#include "exporter/core/scope.h"

namespace reach {

enum class Online : std::uint8_t { kUnknown, kYes, kNo };

struct OnlineStatus {
  Tenths since;  // none while it was never known
  Online online = Online::kUnknown;
  constexpr bool operator==(const OnlineStatus&) const = default;
};
using OnlineStatuses = std::array<OnlineStatus, kAllScopes.size()>;  // index: Scope

// What one attempt says about the exporter's own network. Of several, the greatest counts.
enum class Evidence : std::uint8_t {
  kNothing,  // the attempt could not be made, or was handled too late
  kFailure,  // no way there
  kDoubt,    // it may be there and keep silent
  kAnswer,   // somebody who is beyond doubt in this scope has answered
};

// A gateway may keep silent, any other control may not. In the scope lan every answer from outside
// counts; in the scope internet the gateway's does not, which answers for a line that is dead too.
Evidence EvidenceOf(Scope scope, bool gateway, const Observation& seen);

class OnlineDecision {
 public:
  explicit OnlineDecision(std::size_t controls = 0) : last_(controls, Evidence::kNothing) {}

  // kNothing leaves the control as it was. Online while the last result of one control is an
  // answer, so that one is enough to come back; offline only when the last of each is a failure.
  void Add(std::size_t control, Evidence evidence, TimePoint now);

  const OnlineStatus& status() const { return status_; }

 private:
  Online Decide() const;

  std::vector<Evidence> last_;  // by control
  OnlineStatus status_;
};

// The result as it is recorded while a scope of its path is offline: only a success that somebody
// answered is believed, and an error that has nothing to do with the network.
Observation WhileOffline(Observation seen, bool success);

}  // namespace reach
