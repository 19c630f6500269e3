// All modules of a configuration: those of the file, and one without settings for each probe type.
// Thread: one. Owner: the load; the Module values live on in the checks.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/config/document.h"
#include "exporter/config/prober.h"
#include "exporter/config/settings.h"
#include "exporter/core/check.h"

namespace reach::config {

struct ModuleEntry {
  std::shared_ptr<const Module> module;
  Settings settings;  // of the module; what it expects comes from the probe type at least
  const Value* written = nullptr;  // in the user's file; else null
};

class Modules {
 public:
  Modules(Probers probers, Document& document) : probers_(probers), document_(document) {}

  // `modules:` of a file, the shipped ones first. A name that comes again replaces what was there,
  // as does the name of a probe type.
  void Read(Fields& root, bool shipped);

  // Null when there is none. A module whose reading had a fault is there, without `module`.
  const ModuleEntry* Find(std::string_view name);
  // The module as a check wants it, the same object each time. Null when that does not fit it.
  std::shared_ptr<const Module> WithTls(const Module& module, bool on);
  std::vector<std::string_view> Names() const;

 private:
  ModuleEntry ReadModule(const std::string& name, Fields& fields);
  ModuleEntry ReadWith(const Prober& prober, const std::string& name, Fields& fields);
  std::vector<std::string_view> ProberNames() const;

  Probers probers_;
  Document& document_;
  std::map<std::string, ModuleEntry, std::less<>> entries_;
  std::map<std::pair<const Module*, bool>, std::shared_ptr<const Module>> with_tls_;
};

}  // namespace reach::config
