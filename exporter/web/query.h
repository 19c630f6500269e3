// The parameters of a request: what stands behind the question mark, or in the body of a form.
// Thread: pure functions. Owner: none.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace reach::web {

using Parameters = std::map<std::string, std::string, std::less<>>;

// "a=b&c=d%20e" (WHATWG URL, application/x-www-form-urlencoded). nullopt when an escape is broken
// or a name comes twice: which of the two would be meant?
std::optional<Parameters> ParseQuery(std::string_view query);

}  // namespace reach::web
