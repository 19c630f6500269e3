// Sources of a public address on loopback that say what a test wants.
// Thread: that of the io_context, except WebServer's own. Owner: the test.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"
#include "tests/support/udp_peer.h"

namespace reach::test {

// A STUN success response to the request, with this IPv4 address in XOR-MAPPED-ADDRESS.
std::string StunResponse(std::string_view request, const Address& mapped);

// Answers STUN and NAT-PMP alike. `address` is asked for each datagram; none: silence.
UdpPeer::Reply AddressPeer(std::function<Address()> address);

}  // namespace reach::test
