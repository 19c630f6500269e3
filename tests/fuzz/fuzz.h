// A fuzzer without an engine: good inputs, spoilt in ways that are the same in each run.
// Thread: the test's. Owner: the test.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace reach::test {

// One to eight changes of one of the seeds: bytes flipped, set to extremes, taken out, put in,
// repeated, or taken from another seed.
class Mutator {
 public:
  explicit Mutator(std::vector<std::string> seeds, std::uint64_t number = 1)
      : seeds_(std::move(seeds)), random_(number) {}
  std::string Next();

 private:
  std::size_t Below(std::size_t bound);  // bound > 0
  void Spoil(std::string& bytes);
  void Insert(std::string& bytes, std::size_t at);

  std::vector<std::string> seeds_;
  std::mt19937_64 random_;
};

// Calls `examine` with each seed as it is and with `rounds` spoilt ones; stops at the first failure
// and says the input in hexadecimal. REACH_FUZZ_ROUNDS multiplies the rounds, for a long run.
void Fuzz(const std::vector<std::string>& seeds, std::size_t rounds,
          const std::function<void(std::string_view)>& examine);

}  // namespace reach::test
