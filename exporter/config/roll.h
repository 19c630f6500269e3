// All checks of a configuration as they are put together, each admitted once.
// Thread: one. Owner: the merge.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "exporter/core/check.h"

namespace reach::config {

class Roll {
 public:
  // With checks that are known to be distinct.
  explicit Roll(std::vector<Check> checks);
  Roll(const Roll&) = delete;
  Roll& operator=(const Roll&) = delete;

  // Why the check is not admitted; "" when it is. A target has one host, and each check of it comes
  // once for a family: target, check and family alone then tell all series apart.
  std::string Add(Check check);

  std::vector<Check> Take() { return std::move(checks_); }

 private:
  // Sets of numbers of checks: the names are in the checks, and 100,000 of them are not copied.
  struct SameTarget {
    const std::vector<Check>* checks;
    std::size_t operator()(std::uint32_t check) const;
    bool operator()(std::uint32_t a, std::uint32_t b) const;
  };
  struct SameCheck {
    const std::vector<Check>* checks;
    std::size_t operator()(std::uint32_t check) const;
    bool operator()(std::uint32_t a, std::uint32_t b) const;
  };

  std::vector<Check> checks_;
  std::unordered_set<std::uint32_t, SameTarget, SameTarget> targets_;  // the first check of each
  std::unordered_set<std::uint32_t, SameCheck, SameCheck> distinct_;
};

}  // namespace reach::config
