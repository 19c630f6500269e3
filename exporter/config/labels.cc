#include <algorithm>
#include <array>
#include <string_view>

#include "exporter/config/targets.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

// The identity of a check, what our families add to it, and what Prometheus adds.
constexpr std::array<std::string_view, 15> kTaken = {
    "vantage", "target", "check", "host",     "port",     "transport", "family", "state",
    "reason",  "cause",  "le",    "quantile", "instance", "job",       "address"};

std::string ProblemOf(std::string_view name, std::string_view value) {
  if (!IsLabelName(name)) {
    return "is not a label name: letters, digits and \"_\", not starting with a digit";
  }
  if (name.starts_with("__")) return "is not allowed: names with \"__\" belong to Prometheus";
  if (IsTakenLabel(name)) {
    return "is not allowed: the exporter or Prometheus uses this name itself";
  }
  return value.empty() ? "is empty; leave it out" : "";
}

}  // namespace

bool IsLabelName(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && !digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); });
}

bool IsTakenLabel(std::string_view name) {
  return std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
}

Labels ReadLabels(Fields& target) {
  Labels labels;
  for (auto& [name, value] : target.Pairs("labels")) {
    const std::string problem = ProblemOf(name, value.value);
    if (problem.empty()) {
      labels.emplace_back(name, value.value);
    } else {
      target.Fault(value.place, Quoted(name) + " " + problem);
    }
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace reach::config
