#include "exporter/web/sd.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "exporter/core/host_port.h"

namespace reach::web {
namespace {

nlohmann::ordered_json GroupOf(const Check& check) {
  nlohmann::ordered_json group;
  const bool v6 = check.host.find(':') != std::string::npos;
  group["targets"] = {check.port != 0 ? ToString(HostPort{check.host, check.port})
                      : v6            ? "[" + check.host + "]"
                                      : check.host};
  nlohmann::ordered_json& labels = group["labels"];
  labels["__param_module"] = check.policy->module->name;
  labels["__reach_target"] = check.target;
  labels["__reach_check"] = check.name();
  if (check.path) labels["__reach_path"] = Name(*check.path);
  if (check.resolve != Resolve::kFirst) labels["__reach_resolve"] = Name(check.resolve);
  for (const auto& [name, value] : check.labels()) labels[name] = value;
  return group;
}

}  // namespace

// The addresses of a name are rows of one check.
bool TargetsBody::IsNew(const Check& check) {
  if (check.resolve == Resolve::kFirst) return true;
  Check whole = check;
  whole.set_address({});
  return listed_.insert(Key(whole)).second;
}

std::string_view TargetsBody::Next() {
  using Json = nlohmann::ordered_json;
  constexpr std::size_t kPiece = std::size_t{64} * 1024;
  piece_.clear();
  while (piece_.size() < kPiece && shard_ < snapshot_->shards.size()) {
    const CheckTable& table = *snapshot_->shards[shard_].table;
    if (check_ == table.size()) {
      ++shard_;
      check_ = 0;
      continue;
    }
    const Check& check = table[check_++].check;
    if (!IsNew(check)) continue;
    piece_ += std::exchange(begun_, true) ? ",\n" : "[\n";
    piece_ += GroupOf(check).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  const bool all = shard_ == snapshot_->shards.size();
  if (all && !std::exchange(ended_, true)) piece_ += begun_ ? "\n]\n" : "[]\n";
  return piece_;
}

}  // namespace reach::web
