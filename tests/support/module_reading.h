// What a probe type reads of a module, from a text.
// Thread: that of the test. Owner: the test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exporter/config/document.h"
#include "exporter/config/prober.h"

namespace reach::test {

template <typename Options>
struct Reading {
  std::shared_ptr<const Options> options;
  StateSet expect;
  FamilyOrder families;
  std::vector<std::string> faults;  // "1: problem", with the line
};

// `yaml` is the module's map. Relative paths in it are relative to `file`, which need not exist.
template <typename Options>
Reading<Options> ReadModule(config::ModuleReading (*read)(config::Fields&), const std::string& yaml,
                            const std::string& file = "m.yml") {
  std::vector<config::Fault> faults;
  config::Document document(file, config::ParseYaml(file, yaml), config::Variables::kKeep, faults);
  config::Fields fields = document.Root();
  const config::ModuleReading reading = read(fields);
  document.ReportLeftOvers();
  Reading<Options> result{std::dynamic_pointer_cast<const Options>(reading.options),
                          reading.expect,
                          reading.families,
                          {}};
  for (const config::Fault& fault : faults) {
    result.faults.push_back(std::to_string(fault.line) + ": " + fault.problem);
  }
  return result;
}

}  // namespace reach::test
