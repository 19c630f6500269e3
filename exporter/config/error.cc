#include "exporter/config/error.h"

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

}  // namespace reach::config
