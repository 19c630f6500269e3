// How the loads of a source of targets go.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace reach {

struct SourceStatus {
  std::string source;  // the pattern, or the URL without its query
  bool successful = false;
  std::chrono::system_clock::time_point success;  // of the last good load; epoch: none yet
  std::size_t targets = 0;                        // in its lists, before any is left out
};

}  // namespace reach
