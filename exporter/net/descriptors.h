// The process's limit of file descriptors, and what it leaves for each use.
// Thread: any. Owner: the process.
#pragma once

#include <cstddef>

namespace reach {

// Raises the soft limit of RLIMIT_NOFILE to the hard one and returns what holds now.
std::size_t RaiseDescriptorLimit();

// The most of each that fits into `limit` descriptors together with the rest: event loops, name
// lookups, files that are read. At least 1 each; fits for limits from 64 on.
struct DescriptorShares {
  std::size_t in_flight = 1;  // attempts
  std::size_t clients = 1;    // connections to the web server
  std::size_t shards = 1;     // each has an event loop, which takes three
  std::size_t one_shots = 1;  // attempts of diagnoses and of those who ask over the API
};
DescriptorShares ShareDescriptors(std::size_t limit);

}  // namespace reach
