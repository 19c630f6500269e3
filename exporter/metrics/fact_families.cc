#include "exporter/metrics/fact_families.h"

#include <map>
#include <string>
#include <vector>

#include "exporter/metrics/own_label.h"

namespace reach::metrics {
namespace {

struct FactSample {
  const CheckEntry* entry;
  const Facts* facts;
  double value;
};

struct FactFamily {
  const FactSpec* spec = nullptr;
  bool info = false;
  std::vector<FactSample> samples;
};

// By name: two probe types may report the same fact, and a family must be in one piece.
using FactFamilies = std::map<std::string_view, FactFamily>;

void Add(FactFamilies& families, const FactSpec& spec, bool info, const FactSample& sample) {
  FactFamily& family = families[spec.name];
  family.spec = &spec;
  family.info = info;
  family.samples.push_back(sample);
}

FactFamilies Collect(const Snapshot& snapshot) {
  FactFamilies families;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (std::uint32_t i = 0; i < shard.rows.size(); ++i) {
      const auto found = shard.facts.find(i);
      if (found == shard.facts.end() || shard.rows[i].state() != State::kOpen) continue;
      const Facts& facts = *found->second;
      const CheckEntry& entry = (*shard.table)[i];
      for (const auto& [spec, value] : facts.numbers) {
        Add(families, *spec, false, {&entry, &facts, value});
      }
      if (facts.info != nullptr) Add(families, *facts.info, true, {&entry, &facts, 1});
    }
  }
  return families;
}

std::string WordLabels(const FactSample& sample) {
  std::string more;
  for (const auto& [name, value] : sample.facts->words) {
    AppendOwnLabel(more, sample.entry->check.labels(), name, value);
  }
  return more;
}

}  // namespace

void RenderFacts(const Snapshot& snapshot, Exposition& out) {
  for (const auto& [fact, family] : Collect(snapshot)) {
    const std::string name = "reach_" + std::string(fact);
    const bool is_info = family.info && name.ends_with("_info");
    out.Begin({name, is_info ? Type::kInfo : Type::kGauge, family.spec->help});
    for (const FactSample& sample : family.samples) {
      const std::string more = family.info ? WordLabels(sample) : std::string();
      out.Sample({sample.entry->labels, more}, sample.value);
    }
    out.End();
  }
}

}  // namespace reach::metrics
