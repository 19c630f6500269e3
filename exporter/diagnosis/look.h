// A port looked at from here: some attempts, and what they say together.
// Thread: that of its io_context. Owner: the examination.
#pragma once

#include "exporter/diagnosis/evidence.h"
#include "exporter/engine/attempts.h"

namespace reach::diagnosis {

struct Look {
  Check check;
  Destination where;
  Path path = Path::kInternet;  // selects the expectation
  View view = View::kOutside;
};

struct Looked {
  Sighting sighting;
  std::shared_ptr<const Facts> facts;  // of the last reply that had some; null without
};

Sighting SightingOf(const Look& look, const Tally& tally);

// As TryOften; one attempt at what is never tried twice: a server's log or its players are not to
// suffer.
Task<Looked> LookAt(OneShot& once, Look look);

}  // namespace reach::diagnosis
