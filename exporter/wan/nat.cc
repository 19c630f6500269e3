#include "exporter/wan/nat.h"

#include "exporter/wan/reserved.h"

namespace reach::wan {

Nat KindOfNat(const NatEvidence& evidence) {
  if (evidence.outside && evidence.ours) return Nat::kNone;
  if (IsCarrierGrade(evidence.router)) return Nat::kCgnat;
  if (evidence.router && !IsPublic(evidence.router)) return Nat::kDouble;
  if (evidence.mismatch) return Nat::kDouble;
  if (!evidence.router || !evidence.outside) return Nat::kUnknown;
  return evidence.router == evidence.outside ? Nat::kSingle : Nat::kOther;
}

bool IsExpected(Nat nat, config::ExpectedNat expected) {
  switch (nat) {
    case Nat::kUnknown:
    case Nat::kNone:
      return true;
    case Nat::kSingle:
    case Nat::kOther:
      return expected != config::ExpectedNat::kDirect;
    case Nat::kCgnat:
    case Nat::kDouble:
      return expected == config::ExpectedNat::kCgnat;
  }
  return false;
}

}  // namespace reach::wan
