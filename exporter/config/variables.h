// Environment variables inside string values: "${NAME}".
// Thread: reads the environment; call while nothing changes it. Owner: none.
#pragma once

#include <string>
#include <string_view>

namespace reach::config {

struct Expanded {
  std::string text;
  std::string problem;  // which variable cannot be used, and why; "" when all is well
};

// Replaces "${NAME}" and turns "$$" into "$". A name is a letter or "_", then letters, digits, "_".
// Any other "$" stays: "^ok$" is a pattern, and "${1}" means a group of one.
Expanded ExpandVariables(std::string_view text);

// The inverse for text that shall stay as it is: every "$" doubled.
std::string EscapeVariables(std::string_view text);

}  // namespace reach::config
