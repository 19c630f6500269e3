// A service manager's end of sd_notify(3): a real datagram socket that keeps what it is told.
// Thread: the test's. Owner: the test.
#pragma once

#include <string>

#include "tests/support/temp_folder.h"

namespace reach::test {

class NotifyListener {
 public:
  // In a folder of its own, or at an abstract name ("@name").
  explicit NotifyListener(std::string address = "");
  ~NotifyListener();
  NotifyListener(const NotifyListener&) = delete;
  NotifyListener& operator=(const NotifyListener&) = delete;

  const std::string& address() const { return address_; }
  // The next datagram; empty when there is none, without waiting.
  std::string Receive() const;

 private:
  TempFolder folder_;
  std::string address_;
  int descriptor_ = -1;
};

}  // namespace reach::test
