// Where in the user's files something was written, so that a later fault can point there.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/error.h"

namespace reach::config {

struct Place {
  std::string file;
  int line = 0;        // 1-based; 0: nowhere, as for a default
  std::string object;  // `module "rcon"`
};

inline Fault FaultAt(const Place& place, std::string problem) {
  return {place.file, place.line, place.object, std::move(problem)};
}

template <typename T>
struct Located {
  T value;
  Place place;
};

}  // namespace reach::config
