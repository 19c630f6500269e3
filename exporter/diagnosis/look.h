// A port looked at from here: some attempts, and what they say together.
// Thread: that of its io_context. Owner: the examination.
#pragma once

#include "exporter/diagnosis/evidence.h"
#include "exporter/engine/one_shot.h"

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

// Adds up attempts to one sighting. The first success stands; without one, an answer that was
// explicit stands over silence: answers get lost, and ICMP errors are rate limited.
class Sum {
 public:
  Sum(const Look& look, std::string vantage);
  void Add(const Observation& seen);

  bool success() const { return sum_.sighting.expected; }
  const Looked& sum() const { return sum_; }

 private:
  std::shared_ptr<const CheckPolicy> policy_;
  Path path_;
  Looked sum_;
};

// Makes the attempts of one look: more than one only where that says more, and never in a hurry.
// What does not tire the server is asked eight times, so that loss shows, and twelve times where it
// does; a failure three times.
Task<Looked> LookAt(OneShot& once, Look look);

}  // namespace reach::diagnosis
