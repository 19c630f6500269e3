#include "tests/support/wan_peers.h"

#include <utility>

namespace reach::test {

std::string StunResponse(std::string_view request, const Address& mapped) {
  constexpr std::string_view kCookie("\x21\x12\xA4\x42", 4);
  std::string response("\x01\x01\x00\x0C", 4);
  response.append(request.substr(4, 16));
  response.append(std::string_view("\x00\x20\x00\x08\x00\x01\x11\x22", 8));
  for (std::size_t i = 0; i < 4; ++i) {
    response += static_cast<char>(mapped.bytes[i] ^ static_cast<unsigned char>(kCookie[i]));
  }
  return response;
}

UdpPeer::Reply AddressPeer(std::function<Address()> address) {
  return [address = std::move(address)](std::string_view request) -> std::vector<Datagram> {
    const Address said = address();
    if (!said) return {};
    if (request.size() == 20) return {{StunResponse(request, said)}};
    if (request.size() != 2) return {};
    std::string response("\0\x80\0\0\0\0\0\x05", 8);
    response.append(said.bytes.begin(), said.bytes.begin() + 4);
    return {{response}};
  };
}

}  // namespace reach::test
