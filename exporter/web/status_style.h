// The style sheet of the status page and its hash, which lets the page carry it under a strict
// content security policy.
// Thread: constants. Owner: the library.
#pragma once

#include <string>
#include <string_view>

namespace reach::web {

std::string_view StatusStyle();

// "sha256-..." of the style sheet, as CSP Level 3 wants it.
const std::string& StatusStyleHash();

}  // namespace reach::web
