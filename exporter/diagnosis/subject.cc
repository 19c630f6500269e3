#include "exporter/diagnosis/subject.h"

namespace reach::diagnosis {
namespace {

Family FamilyOf(const Check& check) {
  const auto literal = Address::Parse(check.host);
  return literal ? literal->family : check.family;
}

}  // namespace

Subject::Subject(const InsideOf& inside_of, const std::string& name) : target(name) {
  const auto joined = inside_of.find(name);
  if (joined != inside_of.end()) target = joined->second;
}

void Subject::Offer(const InsideOf& inside_of, const Check& check) {
  if (check.target == target) {
    host = check.host;
    checks.push_back(check);
    return;
  }
  if (inside_of.empty()) return;
  const auto of = inside_of.find(check.target);
  if (of != inside_of.end() && of->second == target) inside.push_back(check);
}

std::vector<BothSides> Subject::Ports() const {
  std::vector<BothSides> ports;
  std::vector<bool> joined(inside.size());
  for (const Check& check : checks) {
    BothSides port{&check, nullptr};
    for (std::size_t i = 0; i < inside.size() && port.inside == nullptr; ++i) {
      if (joined[i] || !SamePort(check, inside[i])) continue;
      port.inside = &inside[i];
      joined[i] = true;
    }
    ports.push_back(port);
  }
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (!joined[i]) ports.push_back({nullptr, &inside[i]});
  }
  return ports;
}

std::uint16_t Subject::ServedPort(const Check& check) const {
  for (const BothSides& port : Ports()) {
    if (port.outside == &check) return port.served().port;
  }
  return check.port;
}

bool SamePort(const Check& outside, const Check& inside) {
  const Family one = FamilyOf(outside);
  const Family other = FamilyOf(inside);
  const bool meet = one == other || one == Family::kAny || other == Family::kAny;
  return meet && outside.name() == inside.name() &&
         outside.policy->module->transport == inside.policy->module->transport;
}

}  // namespace reach::diagnosis
