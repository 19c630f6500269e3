#include "exporter/engine/confirmation.h"

namespace reach {
namespace {

// Silence is no evidence: it does not outweigh an answer that another try got.
bool IsSilence(const Observation& seen) {
  return seen.reason == Reason::kNoAnswer || seen.reason == Reason::kNoReplyRequired;
}

}  // namespace

bool IsSuccess(const CheckPolicy& policy, Path path, const Observation& seen) {
  const bool expected = policy.expect[static_cast<std::size_t>(path)].Contains(seen.state());
  return expected && RowOf(seen.reason).complete;
}

Duration ConfirmSpacing(Transport transport) {
  using std::chrono::milliseconds;
  return transport == Transport::kTcp ? milliseconds(200) : milliseconds(1000);
}

Confirmation::Confirmation(const CheckPolicy& policy, const Row& row)
    : tries_left_(policy.confirm),
      was_down_(row.down_since.has_value()),
      refusals_(row.held == State::kRefused ? 1 : 0) {}

bool Confirmation::Add(Observation seen, bool success) {
  const bool own_fault = !IsVerdict(seen.state());
  // An error of our own says nothing: it counts only if there is nothing else.
  if (own_fault && (answer_ || silence_)) return TryAgain();
  if (seen.state() == State::kRefused) ++refusals_;
  const bool silent = IsSilence(seen);
  const bool fails = !success && !own_fault;
  if (fails) ++failures_;
  (silent ? silence_success_ : answer_success_) = success;
  (silent ? silence_ : answer_) = std::move(seen);
  if (silent && success) return refusals_ > 0 && TryAgain();
  return fails && !was_down_ && TryAgain();
}

bool Confirmation::TryAgain() { return tries_left_-- > 0; }

bool Confirmation::SilenceWins() const {
  if (!answer_ || !silence_) return silence_.has_value();
  return silence_success_ && !answer_success_ && refusals_ <= 1;
}

const Observation& Confirmation::result() const { return SilenceWins() ? *silence_ : *answer_; }

bool Confirmation::success() const { return SilenceWins() ? silence_success_ : answer_success_; }

}  // namespace reach
