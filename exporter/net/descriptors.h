// The process's limit of file descriptors.
// Thread: any. Owner: the process.
#pragma once

#include <cstddef>

namespace reach {

// Raises the soft limit of RLIMIT_NOFILE to the hard one and returns what holds now.
std::size_t RaiseDescriptorLimit();

}  // namespace reach
