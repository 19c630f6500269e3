// From evidence to one named cause, how sure it is, and what to do about it.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/cause.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

struct Diagnosis {
  Cause cause = Cause::kUndecided;
  Confidence confidence = Confidence::kPossible;
  // What was seen that leads there, a sentence each: for the page, the log, the command.
  std::vector<std::string> evidence;
  // What else it may be. With kUndecided: all that remain, two at least; service_down stands for
  // every way in which nothing listens (CauseRow::looks_like).
  std::vector<Cause> candidates;
  std::string settle;  // the view that would tell them apart, in words; "" when nothing would
};

struct TargetDiagnosis {
  // The one cause of the target. The first of these that tells two findings apart decides:
  //  1. what keeps players out, before what only disturbs, before no fault at all;
  //  2. what is true of the whole target (prober, name, address, machine), unless only possible;
  //  3. what is wrong with a port that proves the game, then with one open to the internet;
  //  4. the rank in cause_table.cc: prober, DNS, DDNS, CGNAT, machine, server, its firewall, the
  //     router, the way to it. Of two faults the one nearest the server comes first.
  // An undecided one gives way to a known cause of another port that is among its candidates.
  Diagnosis root;
  // Index: TargetEvidence::ports. Where a fault of the whole target hides a proved one of the port,
  // the check has its own.
  std::vector<Diagnosis> checks;
};

// The decision table (diagnose.cc), top down; the first match wins. A cause is proved only when
// the views that prove it (cause_table.cc) were there. Never throws, whatever the evidence.
TargetDiagnosis Diagnose(const TargetEvidence& evidence);

}  // namespace reach::diagnosis
