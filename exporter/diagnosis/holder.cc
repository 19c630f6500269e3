#include "exporter/diagnosis/holder.h"

#include <algorithm>
#include <utility>

namespace reach::diagnosis {

bool IsOutage(const Diagnosis& diagnosis) {
  switch (diagnosis.cause) {
    case Cause::kUndecided:
      // Before the first result, and after silences that prove nothing, it may well be healthy.
      return std::find(diagnosis.candidates.begin(), diagnosis.candidates.end(), Cause::kHealthy) ==
             diagnosis.candidates.end();
    case Cause::kHealthy:
    case Cause::kProberOffline:
    case Cause::kWanIpUnknown:
    case Cause::kDdnsPropagating:
    case Cause::kIpv6Broken:
    case Cause::kNoHairpin:
    case Cause::kSourceBlocked:
    case Cause::kPacketLoss:
    case Cause::kHighLatency:
    case Cause::kDnsFailure:
    case Cause::kRconAuth:
    case Cause::kRconExposed:
      return false;
    default:
      return true;
  }
}

namespace {

// Recovery is not held back: that a port works is more than a guess at why it does not.
bool MayReplace(const Diagnosis& diagnosis) {
  if (diagnosis.confidence == Confidence::kProved) return true;
  return diagnosis.cause == Cause::kHealthy && diagnosis.confidence == Confidence::kLikely;
}

}  // namespace

bool Holder::Update(Diagnosis diagnosis, TimePoint now) {
  if (!held_) {
    counted_ = now;
    Hold(std::move(diagnosis), now);
    if (IsOutage(*held_)) ++outages_[Index(held_->cause)];
    return true;
  }
  if (IsOutage(*held_)) downtime_[Index(held_->cause)] += now - counted_;
  counted_ = now;
  if (diagnosis.cause == held_->cause) {
    held_ = std::move(diagnosis);
    return false;
  }
  // Nobody is told that all is well while nobody gets through.
  const bool went_down = held_->cause == Cause::kHealthy && IsOutage(diagnosis);
  if (!went_down && !MayReplace(diagnosis) && now - since_ < kHold) return false;
  const bool was_down = IsOutage(*held_);
  Hold(std::move(diagnosis), now);
  if (!was_down && IsOutage(*held_)) ++outages_[Index(held_->cause)];
  return true;
}

void Holder::Hold(Diagnosis diagnosis, TimePoint now) {
  held_ = std::move(diagnosis);
  since_ = now;
}

}  // namespace reach::diagnosis
