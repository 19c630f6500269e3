#include "exporter/cli/preflight_verdict.h"

#include "exporter/core/reason.h"
#include "exporter/engine/confirmation.h"

namespace reach::cli {
namespace {

// The port shall not be reached from the internet, and is looked at for that only.
PortVerdict JudgeClosed(State state, bool heard) {
  if (state == State::kOpen) {
    return {Standing::kBad, "open to the internet, and should not be"};
  }
  if (heard) return {Standing::kBad, "packets from the internet get here, and should not"};
  return {Standing::kGood, "closed to the internet, as it should be"};
}

PortVerdict JudgeFailure(State state, bool heard) {
  if (heard) {
    return {
        Standing::kBad,
        "packets arrive, but the answers do not get back: a firewall of this machine drops what "
        "goes out, or it goes out another way"};
  }
  switch (state) {
    case State::kRefused:
      return {
          Standing::kBad,
          "refused, and nothing arrived here: the router does not forward the port, or forwards "
          "it to another machine, or a firewall rejects it"};
    case State::kFiltered:
    case State::kSilent:
      return {Standing::kBad,
              "nothing arrived here: the router does not forward the port to this machine, or a "
              "firewall drops it"};
    case State::kUnreachable:
      return {Standing::kBad, "there is no way to the address: is the name right?"};
    default:
      return {Standing::kOpenQuestion, "the vantage could not tell"};
  }
}

}  // namespace

PortVerdict JudgePort(const Check& check, const std::optional<vantage::Answer>& answer, bool held,
                      bool heard) {
  if (!answer) return {Standing::kOpenQuestion, "the vantage gave no answer"};
  const State state = answer->seen.state();
  const CheckPolicy& policy = *check.policy;
  const StateSet expected = policy.expect[static_cast<std::size_t>(Path::kInternet)];
  if (!expected.Contains(State::kOpen)) return JudgeClosed(state, heard);
  if (state == State::kOpen) return {Standing::kGood, "open: players get here"};
  if (held) return JudgeFailure(state, heard);
  if (state == State::kSilent) {
    return {Standing::kOpenQuestion,
            "the game has the port and answers no strangers: stop it first"};
  }
  if (IsSuccess(policy, Path::kInternet, answer->seen)) return {Standing::kGood, "as it should be"};
  return JudgeFailure(state, false);
}

}  // namespace reach::cli
