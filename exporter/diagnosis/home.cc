#include "exporter/diagnosis/home.h"

#include <algorithm>

namespace reach::diagnosis {
namespace {

bool Has(const wan::WanFamily& family, const Address& address) {
  const auto& former = family.former;
  return address && (family.address == address ||
                     std::find(former.begin(), former.end(), address) != former.end());
}

bool IsAtHome(const PortEvidence& port, const wan::WanStatus& wan) {
  if (port.listeners) return true;
  return std::any_of(port.sightings.begin(), port.sightings.end(), [&wan](const Sighting& seen) {
    if (!seen.address) return false;
    const bool within = seen.vantage == "local" && seen.view != View::kOutside;
    return within || Has(wan.ip4, seen.address) || Has(wan.ip6, seen.address);
  });
}

}  // namespace

bool IsAtHome(const TargetEvidence& evidence, const wan::WanStatus& wan) {
  if (evidence.ddns) return true;
  return std::any_of(evidence.ports.begin(), evidence.ports.end(),
                     [&wan](const PortEvidence& port) { return IsAtHome(port, wan); });
}

}  // namespace reach::diagnosis
