#include "exporter/config/blueprint.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "exporter/config/config.h"
#include "exporter/config/global.h"

namespace reach::config {
namespace {

std::shared_ptr<const Value> WithoutTargets(const Value& root) {
  constexpr std::array<std::string_view, 4> kKept = {"global", "modules", "profiles",
                                                     "target_files"};
  auto kept = std::make_shared<Value>(EmptyMap());
  for (const Value::Item& item : root.items) {
    if (std::find(kKept.begin(), kKept.end(), item.key) != kKept.end()) kept->items.push_back(item);
  }
  return kept;
}

}  // namespace

Blueprint::Blueprint(const std::string& file, const Value& root, Probers probers,
                     std::vector<TargetSource> sources)
    : sources_(std::move(sources)),
      written_(WithoutTargets(root)),
      document_(file, written_, Variables::kExpand, faults_),
      modules_(probers, document_),
      profiles_(faults_),
      merger_(global_, modules_, profiles_, faults_) {
  Fields fields = document_.Root();
  Config ignored;
  global_ = ReadGlobal(fields, ignored);
  ReadShipped(modules_, &profiles_, faults_);
  modules_.Read(fields, false);
  profiles_.Read(fields, false);
  profiles_.ResolveExtends();
}

const Module* Blueprint::FindModule(std::string_view name) {
  const ModuleEntry* entry = modules_.Find(name);
  return entry == nullptr ? nullptr : entry->module.get();
}

std::string Blueprint::Add(const TargetLayer& target, std::vector<Check>& checks) {
  faults_.clear();
  const std::size_t before = checks.size();
  merger_.Add(target, checks);
  if (faults_.empty()) return "";
  checks.resize(before);
  return faults_.front().problem;
}

}  // namespace reach::config
