// Finds an address in the text that a web page about it has.
// Thread: pure function. Owner: none.
#pragma once

#include <string_view>

#include "exporter/core/address.h"

namespace reach::wan {

// The first word of the text that is an address of this family (kIp4 or kIp6); none without one.
// Part of a longer word, as in "v1.2.3.4", does not count.
Address FirstAddress(std::string_view text, Family family);

}  // namespace reach::wan
