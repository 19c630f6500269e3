#include "tests/support/module_text.h"

#include "exporter/config/document.h"

namespace reach::test {

ModuleText ReadModule(const ProbeType& type, const std::string& yaml, const std::string& file) {
  std::vector<config::Fault> faults;
  config::Document document(file, config::ParseYaml(file, yaml), config::Variables::kKeep, faults);
  config::Fields fields = document.Root();
  const config::ModuleReading reading = type.prober.read(fields);
  document.ReportLeftOvers();
  ModuleText result;
  result.module = {"m",
                   std::string(type.prober.name),
                   type.prober.transport,
                   reading.options,
                   reading.expect,
                   reading.families};
  for (const config::Fault& fault : faults) {
    result.faults.push_back(std::to_string(fault.line) + ": " + fault.problem);
  }
  return result;
}

}  // namespace reach::test
