// Tests that run once for IPv4 and once for IPv6.
// Thread: that of the test. Owner: none.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/support/loopback.h"

namespace reach::test {

// What this host says when a socket of the family is bound to its loopback address.
inline asio::error_code BindTo(Family family) {
  asio::io_context io;
  UdpSocket socket(io.get_executor());
  const auto loopback = EndpointOf<asio::ip::udp>(Loopback(family), 0);
  asio::error_code error;
  socket.open(loopback.protocol(), error);
  if (!error) socket.bind(loopback, error);
  return error;
}

// Base of a fixture; skips a family that this host does not have.
class FamilyTest : public testing::TestWithParam<Family> {
 protected:
  void SetUp() override {
    const asio::error_code error = BindTo(GetParam());
    if (error) GTEST_SKIP() << "no " << Name(GetParam()) << " on this host: " << error.message();
  }
};

inline const auto kBothFamilies = testing::Values(Family::kIp4, Family::kIp6);

inline std::string FamilyName(const testing::TestParamInfo<Family>& info) {
  return std::string(Name(info.param));
}

}  // namespace reach::test
