#include "exporter/wan/status.h"

namespace reach::wan {

std::string_view Name(Nat nat) {
  switch (nat) {
    case Nat::kUnknown:
      return "unknown";
    case Nat::kNone:
      return "none";
    case Nat::kSingle:
      return "single";
    case Nat::kCgnat:
      return "cgnat";
    case Nat::kDouble:
      return "double";
    case Nat::kOther:
      return "other";
  }
  return "";
}

std::string_view Name(DdnsState state) {
  switch (state) {
    case DdnsState::kUnknown:
      return "unknown";
    case DdnsState::kInSync:
      return "in_sync";
    case DdnsState::kPropagating:
      return "propagating";
    case DdnsState::kPending:
      return "pending";
    case DdnsState::kStale:
      return "stale";
    case DdnsState::kGone:
      return "gone";
    case DdnsState::kSplit:
      return "split";
  }
  return "";
}

}  // namespace reach::wan
