// Takes capabilities from the calling thread for as long as the object lives.
// Thread: the test's, from beginning to end. Owner: the test.
#pragma once

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <initializer_list>

namespace reach::test {

class WithoutCapabilities {
 public:
  explicit WithoutCapabilities(std::initializer_list<int> capabilities) {
    syscall(SYS_capget, &header_, before_.data());
    auto now = before_;
    for (const int capability : capabilities) {
      now[static_cast<std::size_t>(capability / 32)].effective &= ~(1U << (capability % 32));
    }
    syscall(SYS_capset, &header_, now.data());
  }
  ~WithoutCapabilities() { syscall(SYS_capset, &header_, before_.data()); }
  WithoutCapabilities(const WithoutCapabilities&) = delete;
  WithoutCapabilities& operator=(const WithoutCapabilities&) = delete;

 private:
  __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> before_{};
};

}  // namespace reach::test
