#include "exporter/core/label_block.h"

#include "exporter/core/kinds.h"
#include "exporter/core/text.h"

namespace reach {

void AppendLabel(std::string& block, std::string_view name, std::string_view value) {
  if (!block.empty()) block += ',';
  block += name;
  block += "=\"";
  block += EscapeLabel(CleanText(value));
  block += '"';
}

std::string LabelBlock(const Check& check, std::string_view vantage) {
  std::string block;
  AppendLabel(block, "vantage", vantage);
  AppendLabel(block, "target", check.target);
  AppendLabel(block, "check", check.name());
  AppendLabel(block, "host", check.host);
  const bool has_port = check.policy->module->transport != Transport::kIcmp;
  AppendLabel(block, "port", has_port ? std::to_string(check.port) : "");
  AppendLabel(block, "transport", Name(check.policy->module->transport));
  AppendLabel(block, "family", Name(check.family));
  if (check.address()) AppendLabel(block, "address", ToString(check.address()));
  for (const auto& [name, value] : check.labels()) AppendLabel(block, name, value);
  return block;
}

}  // namespace reach
