// Decides whether a result is believed at once or tried again first.
// Thread: the shard's. Owner: the dispatcher, one for each check whose attempts are under way.
#pragma once

#include <optional>

#include "exporter/core/check.h"
#include "exporter/core/observation.h"
#include "exporter/core/row.h"

namespace reach {

// Success is a state in the expected set for the path, with the module's own assertion fulfilled.
bool IsSuccess(const CheckPolicy& policy, Path path, const Observation& seen);

// The pause before another try: 200 ms for TCP; a second for UDP and ICMP, where peers send about
// one ICMP error a second, so that a hasty try would turn refused into silent.
Duration ConfirmSpacing(Transport transport);

// All tries of one check within one tick must start within this time of the first.
inline constexpr Duration kConfirmWithin = std::chrono::seconds(3);

class Confirmation {
 public:
  // `row` as it was before the tick.
  Confirmation(const CheckPolicy& policy, const Row& row);

  // Another attempt has landed. True: try again; false: `result()` is what the tick has seen.
  bool Add(Observation seen, bool success);

  // What the tick has seen: an answer outweighs silence, and a later answer an earlier one. A
  // single refusal that further tries met with silence only is not believed.
  const Observation& result() const;
  bool success() const;
  // A failure was seen that another try did not confirm.
  bool unconfirmed() const { return success() && failures_ > 0; }

 private:
  bool TryAgain();
  bool SilenceWins() const;

  int tries_left_;
  bool was_down_;
  int refusals_;      // of this tick, and the one of the row if it stands at refused
  int failures_ = 0;  // of this tick
  std::optional<Observation> answer_;
  bool answer_success_ = false;
  std::optional<Observation> silence_;
  bool silence_success_ = false;
};

}  // namespace reach
