// A UDP server on loopback that answers each datagram as the test says.
// Thread: that of the io_context. Owner: the test.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach::test {

struct Datagram {
  std::string bytes;
  bool wrong_source = false;  // sent from another port than the one that was asked
};

class UdpPeer {
 public:
  using Reply = std::function<std::vector<Datagram>(std::string_view)>;

  UdpPeer(asio::io_context& io, Reply reply, Family family = Family::kIp4);
  ~UdpPeer();
  Destination where() const;
  const std::vector<std::string>& received() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // the serving coroutine holds it too
};

}  // namespace reach::test
