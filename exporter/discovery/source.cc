#include "exporter/discovery/source.h"

#include <algorithm>
#include <utility>

namespace reach {
namespace {

bool IsEqual(const config::TargetListPtr& a, const config::TargetListPtr& b) {
  return a == b || *a == *b;
}

std::size_t CountTargets(const std::vector<config::TargetListPtr>& lists) {
  std::size_t count = 0;
  for (const config::TargetListPtr& list : lists) {
    for (const config::TargetGroup& group : list->groups) count += group.targets.size();
  }
  return count;
}

}  // namespace

Source::Source(const config::TargetSource& spec) : spec_(&spec) {
  if (!spec.http) files.emplace(spec.pattern);
  status_.source = spec.name;
}

bool Source::IsSame(const config::TargetSource& spec) const {
  return spec_->pattern == spec.pattern && spec_->http == spec.http;
}

void Source::Adopt(const config::TargetSource& spec) {
  spec_ = &spec;
  status_.source = spec.name;
}

bool Source::Take(Load load, TimePoint now, const Reporter& report) {
  due = now + spec_->refresh;
  status_.successful = load.problem.empty();
  if (status_.successful) status_.success = std::chrono::system_clock::now();
  status_.targets = CountTargets(load.lists);
  if (load.problem != std::exchange(problem_, load.problem)) {
    if (load.problem.empty()) {
      report({false, "the list of targets can be used again", status_.source});
    } else {
      report({true, "list of targets refused, the last good one is kept: " + load.problem,
              status_.source});
    }
  }
  if (load.warning != std::exchange(warning_, load.warning) && !load.warning.empty()) {
    report({true, load.warning, status_.source});
  }
  const bool same =
      std::equal(load.lists.begin(), load.lists.end(), lists_.begin(), lists_.end(), IsEqual);
  if (!same) lists_ = std::move(load.lists);
  return !same;
}

}  // namespace reach
