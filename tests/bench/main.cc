#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/commands.h"
#include "tests/bench/descriptor.h"

namespace reach::bench {
namespace {

constexpr const char* kUsage =
    "accept PORT | silence PORT | respond TUN MICROSECONDS |\n"
    "load EXPORTER-PORT MODULE TARGET-PORT CONNECTIONS HOSTS SECONDS";

std::uint16_t Port(const std::string& text) { return static_cast<std::uint16_t>(std::stoul(text)); }

void Run(const std::vector<std::string>& words) {
  const auto is = [&](const char* name, std::size_t size) {
    return words.size() == size && words[0] == name;
  };
  RaiseLimit();
  if (is("accept", 2)) Accept(Port(words[1]));
  if (is("silence", 2)) Silence(Port(words[1]));
  if (is("respond", 3)) return Respond(words[1], std::chrono::microseconds(std::stol(words[2])));
  if (!is("load", 7)) throw std::invalid_argument(kUsage);
  Drive({Port(words[1]), words[2], Port(words[3]), std::stoul(words[4]), std::stoul(words[5]),
         std::chrono::seconds(std::stol(words[6]))});
}

}  // namespace
}  // namespace reach::bench

int main(int argc, char** argv) {
  try {
    reach::bench::Run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "reach_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
