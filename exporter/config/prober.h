// What the configuration has to know of a probe type, so that it needs to know none by name.
// Thread: constants. Owner: the probe type; probes/registry lists them.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "exporter/core/check.h"
#include "exporter/core/kinds.h"
#include "exporter/core/state.h"

namespace reach::config {

class Fields;

struct ModuleReading {
  std::shared_ptr<const ModuleOptions> options;
  StateSet expect;            // what success means unless the user says otherwise
  FamilyOrder families = {};  // which address a check of family any takes
};

struct Prober {
  std::string_view name;  // value of `prober:`, and of the module that exists without being written
  Transport transport;
  // Reads the type's own section (`tcp:`) from the fields of a module; faults go to the fields.
  ModuleReading (*read)(Fields& module);
  // The options with TLS switched on or off, as a check may ask; null where that does not fit them.
  // A type that knows no TLS has no such function.
  std::shared_ptr<const ModuleOptions> (*with_tls)(const ModuleOptions& options, bool on) = nullptr;
};

using Probers = std::span<const Prober* const>;

// Null when there is none.
const Prober* FindProber(Probers probers, std::string_view name);

// The module with TLS switched on or off, as a check may ask; null where that does not fit it.
std::shared_ptr<const Module> WithTls(const Module& module, bool on, Probers probers);

}  // namespace reach::config
