// What the last diagnosis of each target said, for all who show it, and how that comes of evidence.
// Thread: immutable once published, read anywhere. Owner: the diagnoser, by shared pointer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exporter/core/cause.h"
#include "exporter/core/clock.h"
#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/holder.h"

namespace reach::diagnosis {

struct Account {
  std::uint64_t outages = 0;  // that had this cause in the end
  Duration downtime{};
};

struct Verdict {
  TargetDiagnosis diagnosis;
  std::vector<std::string> checks;  // the names, same index as diagnosis.checks
  std::string sentence;             // of the root cause, blanks filled in
  std::vector<std::string> remedy;  // steps, the nearest first
  TimePoint since;                  // of the root cause
  std::map<Cause, Account> accounts;

  // Null when the check was not examined.
  const Diagnosis* Of(const std::string& check) const {
    for (std::size_t i = 0; i < checks.size(); ++i) {
      if (checks[i] == check) return &diagnosis.checks[i];
    }
    return nullptr;
  }
};

// By target, those that ever had something to say. A target without a verdict is healthy as far as
// all of its checks are as expected, and undecided else.
using Verdicts = std::map<std::string, std::shared_ptr<const Verdict>, std::less<>>;
using VerdictsPtr = std::shared_ptr<const Verdicts>;

struct Conclusion {
  std::shared_ptr<const Verdict> verdict;
  bool news;  // the root cause that is held is another one than before
};

// Of the newest evidence about a target, with all that its holder knows.
Conclusion Conclude(const TargetEvidence& evidence, Holder& holder, TimePoint now);

}  // namespace reach::diagnosis
