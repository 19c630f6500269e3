#include "exporter/diagnosis/subject.h"

namespace reach::diagnosis {

Subject SubjectOf(const config::Config& config, std::string_view target) {
  Subject subject;
  const auto joined = config.inside_of.find(std::string(target));
  subject.target = joined == config.inside_of.end() ? std::string(target) : joined->second;
  for (const Check& check : config.checks) {
    if (check.target == subject.target) {
      subject.host = check.host;
      subject.checks.push_back(check);
      continue;
    }
    const auto of = config.inside_of.find(check.target);
    if (of != config.inside_of.end() && of->second == subject.target) {
      subject.inside.push_back(check);
    }
  }
  return subject;
}

bool SamePort(const Check& outside, const Check& inside) {
  return outside.name == inside.name &&
         outside.policy->module->transport == inside.policy->module->transport;
}

}  // namespace reach::diagnosis
