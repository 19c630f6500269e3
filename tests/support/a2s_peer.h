// A game server's query port as a Rust server has it: challenge, then INFO, whole or split.
// Thread: that of the io_context. Owner: the test.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/a2s_bytes.h"
#include "tests/support/udp_peer.h"

namespace reach::test {

struct A2sBehaviour {
  bool challenge = true;            // ask for a challenge first
  bool endless_challenges = false;  // and never be content with it
  bool split_in_reverse = false;    // the reply in fragments, the last one first
  bool wrong_source = false;        // a forged reply from elsewhere before each right one
  bool only_half_of_split = false;  // the second half of the fragments is lost
  std::string garbage = {};         // what comes instead of INFO, if not empty
  RustInfo info = {};
};

class A2sPeer : public UdpPeer {
 public:
  explicit A2sPeer(asio::io_context& io, A2sBehaviour behaviour = {}, Family family = Family::kIp4);
};

}  // namespace reach::test
