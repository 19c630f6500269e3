// Writes numbers in network order.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace reach {

// The last `size` bytes of the number, the highest first.
inline void AppendBig(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t left = size; left-- > 0;) out += static_cast<char>(value >> (8 * left) & 0xFF);
}

}  // namespace reach
