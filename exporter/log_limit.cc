#include "exporter/log_limit.h"

#include <algorithm>
#include <utility>

namespace reach::log {

double Bucket::TokensAt(const Rate& rate, TimePoint now) const {
  const double refilled = std::max(0.0, Seconds(now - at_)) / Seconds(rate.refill);
  return rate.burst - std::max(0.0, used_ - refilled);
}

bool Bucket::Take(const Rate& rate, TimePoint now) {
  const double tokens = TokensAt(rate, now);
  if (tokens < 1) return false;
  used_ = rate.burst - tokens + 1;
  at_ = now;
  return true;
}

bool Bucket::IsFull(const Rate& rate, TimePoint now) const {
  return TokensAt(rate, now) >= rate.burst;
}

// The bucket of all is asked last: what the target's own refuses takes nothing from the others.
bool LogLimit::Admit(const std::string& target, TimePoint now) {
  if (targets_.size() >= sweep_at_) {
    std::erase_if(targets_,
                  [&](const auto& entry) { return entry.second.IsFull(rates_.of_target, now); });
    sweep_at_ = std::max<std::size_t>(1024, 2 * targets_.size());
  }
  if (targets_[target].Take(rates_.of_target, now) && all_.Take(rates_.of_all, now)) return true;
  ++left_out_;
  return false;
}

std::uint64_t LogLimit::TakeLeftOut() { return std::exchange(left_out_, 0); }

}  // namespace reach::log
