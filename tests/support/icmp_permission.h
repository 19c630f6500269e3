// Tests that need a real ICMP socket, once for each family.
// Thread: that of the test. Owner: none.
#pragma once

#include <unistd.h>

#include <cstring>

#include "exporter/net/icmp_open.h"
#include "tests/support/families.h"

namespace reach::test {

// Base of a fixture; skips a family that this host does not have, and all where ping is forbidden.
class IcmpTest : public FamilyTest {
 protected:
  void SetUp() override {
    FamilyTest::SetUp();
    if (IsSkipped()) return;
    const OpenedIcmp opened = OpenIcmp(GetParam());
    if (opened.fd >= 0) close(opened.fd);
    if (opened.fd < 0) {
      GTEST_SKIP() << "no ICMP socket (net.ipv4.ping_group_range, CAP_NET_RAW): "
                   << std::strerror(opened.error);
    }
  }
};

}  // namespace reach::test
