#include "tests/support/module_text.h"

#include <gtest/gtest.h>

#include "tests/support/module_reading.h"

namespace reach::test {

Module MakeModule(const ProbeType& type, const std::string& yaml) {
  const auto reading = ReadModule<ModuleOptions>(type.prober.read, yaml);
  for (const std::string& fault : reading.faults) ADD_FAILURE() << fault;
  return {"m",
          std::string(type.prober.name),
          type.prober.transport,
          reading.options,
          reading.expect,
          reading.families};
}

std::unique_ptr<Probe> MakeProbe(const ProbeType& type, const std::string& yaml,
                                 ProbeContext& context) {
  return type.make(MakeModule(type, yaml), context);
}

}  // namespace reach::test
