#include "exporter/config/error.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace reach::config {

std::string ToString(const Fault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += ":" + std::to_string(fault.line);
  for (const std::string& part : {fault.object, fault.problem}) {
    if (!text.empty() && !part.empty()) text += ": ";
    text += part;
  }
  return text;
}

Faults::Faults(std::vector<Fault> faults) : faults_(std::move(faults)) {
  for (const Fault& fault : faults_) {
    if (!text_.empty()) text_ += '\n';
    text_ += ToString(fault);
  }
}

void ThrowIfAny(std::vector<Fault> faults) {
  if (faults.empty()) return;
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  std::set<std::string> seen;
  std::vector<Fault> distinct;
  for (Fault& fault : faults) {
    if (seen.insert(ToString(fault)).second) distinct.push_back(std::move(fault));
  }
  throw Faults(std::move(distinct));
}

}  // namespace reach::config
