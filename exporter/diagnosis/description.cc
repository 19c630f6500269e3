#include "exporter/diagnosis/description.h"

namespace reach::diagnosis {
namespace {

bool IsInternal(const Check& check) {
  const StateSet& outside = check.policy->expect[static_cast<std::size_t>(Path::kInternet)];
  return !outside.Contains(State::kOpen) && !outside.Contains(State::kSilent);
}

}  // namespace

PortEvidence Describe(const Check& check) {
  PortEvidence port;
  port.check = check.name();
  port.host = check.host;
  port.module = check.policy->module->name;
  port.port = check.port;
  port.transport = check.policy->module->transport;
  port.role = check.policy->role;
  port.prober = check.policy->module->prober;
  port.internal = IsInternal(check);
  const auto& options = check.policy->module->options;
  if (options != nullptr && !options->expected_version().empty()) {
    port.expected_version = options->expected_version();
  }
  return port;
}

}  // namespace reach::diagnosis
