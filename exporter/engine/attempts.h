// Several attempts at one port, and what they say together.
// Thread: that of the OneShot. Owner: whoever asks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "exporter/engine/one_shot.h"

namespace reach {

// The first success stands; without one, an answer that was explicit stands over silence: answers
// get lost, and ICMP errors are rate limited. An attempt that failed by our own trouble is none.
class Tally {
 public:
  explicit Tally(Transport transport = Transport::kTcp) : transport_(transport) {}

  void Add(const Observation& seen, bool success);

  const Observation& seen() const { return seen_; }  // that stands; kNotProbed before the first
  bool success() const { return success_; }
  const std::shared_ptr<const Facts>& facts() const { return facts_; }  // of the last that had some

  // A train of echoes is many attempts in one.
  std::uint32_t attempts() const { return attempts_; }
  // Those that got their answer, whatever it was; a challenge without the reply is none.
  std::uint32_t answered() const { return answered_; }
  std::uint32_t syn_retransmits() const { return syn_retransmits_; }

  // Some were answered and some were not, wholly or in part.
  bool lossy() const;

 private:
  bool IsLost(Reason reason) const;

  Transport transport_;
  Observation seen_ = NotProbed();
  bool success_ = false;
  bool broken_off_ = false;  // a datagram was answered, and the next one was not
  std::uint32_t attempts_ = 0;
  std::uint32_t answered_ = 0;
  std::uint32_t syn_retransmits_ = 0;
  std::shared_ptr<const Facts> facts_;

  static Observation NotProbed();
};

inline constexpr int kMostAttempts = 12;

struct Asking {
  std::shared_ptr<const Module> module;
  Destination where;
  Duration timeout{};        // of the first attempt; the others end sooner
  int most = kMostAttempts;  // at least 1
  std::function<bool(const Observation&)> is_success;
};

// Of the attempt after those that were made: long enough for what has been slow so far.
Duration TimeoutOf(const Asking& asking, const Tally& tally);

// More than one attempt only where that says more, and never in a hurry. What does not tire the
// server is asked eight times, so that loss shows, and twelve times where it does; a failure three
// times. None begins after 15 s.
Task<Tally> TryOften(OneShot& once, Asking asking);

}  // namespace reach
