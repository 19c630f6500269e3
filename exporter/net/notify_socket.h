// The datagram socket on which a service manager listens for the state of its services: the
// protocol of sd_notify(3), without its library.
// Thread: the one that made it. Owner: the service manager's link, see service_manager.h.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace reach {

class NotifySocket {
 public:
  // `address` is the value of NOTIFY_SOCKET: an absolute path, or a name in the abstract namespace
  // after '@'. Empty: nobody listens, and Send() does nothing.
  explicit NotifySocket(std::string address);

  bool connected() const { return !address_.empty(); }

  // One datagram, "READY=1\nSTATUS=..."; waits at most a second for room. The error of the system,
  // or of an address that cannot be one.
  std::error_code Send(std::string_view assignments) const;

 private:
  std::string address_;
};

}  // namespace reach
