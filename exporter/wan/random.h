// Numbers that nobody on the way can guess, for what an answer must repeat.
// Thread: any. Owner: none.
#pragma once

#include <cstddef>
#include <string>

namespace reach::wan {

std::string RandomBytes(std::size_t count);

}  // namespace reach::wan
