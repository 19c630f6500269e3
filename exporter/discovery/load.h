// What one look at a source of targets gave.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/target_list.h"

namespace reach {

// Larger ones are refused: a server could fill the memory otherwise.
inline constexpr std::size_t kLargestList = std::size_t{64} << 20;  // bytes

struct Load {
  std::vector<config::TargetListPtr> lists;  // of what failed, the last good ones
  std::string problem;                       // "" when everything could be used
  std::string warning;                       // "" without one
};

// Parses a list that came from `origin`; the problem, or "" and the list.
std::string ParseInto(config::TargetListPtr& list, const std::string& origin, std::string text);

}  // namespace reach
