// The table of causes: for each its rank, what can prove it, and its sentence for people.
// Thread: constants. Owner: cause_table.cc and cause_sentences.cc; config/CAUSES.md says
// the same to people.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exporter/core/cause.h"
#include "exporter/diagnosis/source.h"

namespace reach::diagnosis {

struct CauseRow {
  Cause cause;
  // The root cause of a target is that of the smallest rank. See diagnosis.h.
  int rank;
  // Says something about the way from the internet: never without a result from there, or the
  // router's own word on where it forwards the port.
  bool wan_claim;
  // True of all ports of the target at once: name, address, network.
  bool whole_target;
  // Any of these sets must have been there for `proved`. All empty: it is never proved.
  std::array<SourceSet, 3> proofs;
  // What it looks like from outside: among candidates, that cause stands for this one too.
  std::optional<Cause> looks_like;
};

std::span<const CauseRow> CauseTable();
const CauseRow& RowOf(Cause cause);

// One sentence for people, with {port} {protocol} {host} {address} {check} as blanks.
std::string_view SentenceOf(Cause cause);

// One of the row's proofs is within `sources`.
bool CanProve(Cause cause, SourceSet sources);

// The anchor of the cause in config/CAUSES.md: "#bound-to-loopback".
std::string Anchor(Cause cause);

}  // namespace reach::diagnosis
