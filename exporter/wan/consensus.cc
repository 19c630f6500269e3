#include "exporter/wan/consensus.h"

#include <algorithm>
#include <map>
#include <set>

#include "exporter/wan/reserved.h"

namespace reach::wan {
namespace {

constexpr std::uint32_t kLeastAnswers = 3;
constexpr std::size_t kLeastOperators = 2;
constexpr std::size_t kLeastKinds = 2;

struct Group {
  std::uint32_t size = 0;
  std::set<std::string> operators;
  std::set<config::WanKind> kinds;
};

}  // namespace

Verdict Vote(const std::vector<Answer>& answers) {
  std::map<Address, Group> groups;
  Verdict verdict;
  for (const Answer& answer : answers) {
    if (!IsPublic(answer.address)) continue;
    Group& group = groups[answer.address];
    ++verdict.answered;
    ++group.size;
    group.operators.insert(answer.run_by);
    group.kinds.insert(answer.kind);
  }
  if (groups.empty()) return verdict;
  const auto& [address, group] =
      *std::max_element(groups.begin(), groups.end(),
                        [](const auto& a, const auto& b) { return a.second.size < b.second.size; });
  verdict.agreeing = group.size;
  const bool majority = 2 * group.size > verdict.answered && verdict.answered >= kLeastAnswers;
  if (!majority || group.operators.size() < kLeastOperators || group.kinds.size() < kLeastKinds) {
    return verdict;
  }
  verdict.address = address;
  verdict.router_agrees = group.kinds.contains(config::WanKind::kRouter);
  return verdict;
}

}  // namespace reach::wan
