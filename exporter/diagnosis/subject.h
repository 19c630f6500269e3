// A target as a diagnosis sees it: its checks, and those of the targets that are it seen from
// inside.
// Thread: values. Owner: whoever asks for a diagnosis.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "exporter/core/check.h"

namespace reach::diagnosis {

// As in the configuration: by target seen from inside, the target that it is `of`.
using InsideOf = std::map<std::string, std::string>;

// One port of a server; one of the two may be null.
struct BothSides {
  const Check* outside;
  const Check* inside;

  // The one that has the port's number on the server itself.
  const Check& served() const { return inside != nullptr ? *inside : *outside; }
};

struct Subject {
  Subject() = default;
  // A target that is `of` another has no diagnosis of its own: the other is the subject then.
  Subject(const InsideOf& inside_of, const std::string& target);

  // Takes the check if it belongs to the subject.
  void Offer(const InsideOf& inside_of, const Check& check);

  // Those of `checks` first, in their order. They point into this subject.
  std::vector<BothSides> Ports() const;

  // The port of one of `checks` on the server itself.
  std::uint16_t ServedPort(const Check& check) const;

  std::string target;
  std::string host;
  std::vector<Check> checks;
  std::vector<Check> inside;  // `of` this target
};

// Do both see the same port of the same server? By name and family: the numbers outside and
// inside may differ.
bool SamePort(const Check& outside, const Check& inside);

}  // namespace reach::diagnosis
