#include "exporter/config/roll.h"

#include "exporter/config/words.h"

namespace reach::config {

std::size_t Roll::SameTarget::operator()(std::uint32_t check) const {
  return Hash((*checks)[check].target);
}

bool Roll::SameTarget::operator()(std::uint32_t a, std::uint32_t b) const {
  return (*checks)[a].target == (*checks)[b].target;
}

std::size_t Roll::SameCheck::operator()(std::uint32_t check) const {
  const Check& one = (*checks)[check];
  return Hash(one.target) * 31 + Hash(one.name()) + static_cast<std::size_t>(one.family);
}

bool Roll::SameCheck::operator()(std::uint32_t a, std::uint32_t b) const {
  const Check& one = (*checks)[a];
  const Check& other = (*checks)[b];
  return one.family == other.family && one.name() == other.name() && one.target == other.target;
}

Roll::Roll(std::vector<Check> checks)
    : checks_(std::move(checks)),
      targets_(0, SameTarget{&checks_}, SameTarget{&checks_}),
      distinct_(0, SameCheck{&checks_}, SameCheck{&checks_}) {
  for (std::uint32_t i = 0; i < checks_.size(); ++i) {
    targets_.insert(i);
    distinct_.insert(i);
  }
}

std::string Roll::Add(Check check) {
  const auto number = static_cast<std::uint32_t>(checks_.size());
  checks_.push_back(std::move(check));
  const Check& added = checks_.back();
  const auto [target, is_new] = targets_.insert(number);
  std::string problem;
  if (const Check& first = checks_[*target]; first.host != added.host) {
    problem = "the target " + Quoted(added.target) + " is there already, with the host " +
              Quoted(first.host);
  } else if (!distinct_.insert(number).second) {
    problem = "the check " + Quoted(Title(added)) + " is there already";
  }
  if (!problem.empty()) {
    if (is_new) targets_.erase(target);
    checks_.pop_back();
  }
  return problem;
}

}  // namespace reach::config
