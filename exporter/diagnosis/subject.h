// A target as a diagnosis sees it: its checks, and those of the targets that are it seen from
// inside.
// Thread: values. Owner: whoever asks for a diagnosis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/config.h"

namespace reach::diagnosis {

struct Subject {
  std::string target;
  std::string host;
  std::vector<Check> checks;
  std::vector<Check> inside;  // `of` this target
};

// The target of that name, with what belongs to it; no checks when there is none. A target that is
// `of` another has no diagnosis of its own: the other's name is taken then.
Subject SubjectOf(const config::Config& config, std::string_view target);

// Do both see the same port of the same server? By name where both have one: the port outside and
// inside may differ.
bool SamePort(const Check& outside, const Check& inside);

}  // namespace reach::diagnosis
