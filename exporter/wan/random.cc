#include "exporter/wan/random.h"

#include <random>

namespace reach::wan {

std::string RandomBytes(std::size_t count) {
  std::random_device device;  // getrandom(2) or the CPU's own, in libstdc++
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(device());
  return bytes;
}

}  // namespace reach::wan
