#include "exporter/probes/icmp/icmp_options.h"

#include <gtest/gtest.h>

#include "tests/support/module_reading.h"

namespace reach::icmp {
namespace {

using std::chrono::milliseconds;

using Reading = test::Reading<Options>;

Reading Read(const std::string& yaml) { return test::ReadModule<Options>(ReadOptions, yaml); }

TEST(IcmpOptionsTest, ModuleWithoutOptionsSendsOnePingAsPingDoes) {
  const Reading reading = Read("{}");
  EXPECT_TRUE(reading.faults.empty());
  EXPECT_EQ(reading.options->count, 1);
  EXPECT_EQ(reading.options->echo.payload_size, 56U);
  EXPECT_EQ(reading.options->echo.ttl, 0);
  EXPECT_FALSE(reading.options->echo.dont_fragment);
  EXPECT_FALSE(reading.options->echo.source);
  EXPECT_EQ(reading.expect, StateSet{State::kOpen});
}

TEST(IcmpOptionsTest, EverySettingIsRead) {
  const Reading reading = Read(
      "icmp: {count: 5, spacing: 50ms, payload_size: 1400, ttl: 3, dont_fragment: true, "
      "source_ip_address: 192.0.2.1}");
  EXPECT_TRUE(reading.faults.empty());
  EXPECT_EQ(reading.options->count, 5);
  EXPECT_EQ(reading.options->spacing, milliseconds(50));
  EXPECT_EQ(reading.options->echo.payload_size, 1400U);
  EXPECT_EQ(reading.options->echo.ttl, 3);
  EXPECT_TRUE(reading.options->echo.dont_fragment);
  EXPECT_EQ(reading.options->echo.source, *Address::Parse("192.0.2.1"));
}

TEST(IcmpOptionsTest, ValuesOutsideTheirRangeAreFaults) {
  for (const char* yaml :
       {"icmp: {count: 0}", "icmp: {count: 101}", "icmp: {spacing: 9ms}", "icmp: {spacing: 11s}",
        "icmp: {payload_size: 7}", "icmp: {payload_size: 65508}", "icmp: {ttl: 256}",
        "icmp: {source_ip_address: gateway}"}) {
    EXPECT_EQ(Read(yaml).faults.size(), 1U) << yaml;
  }
}

TEST(IcmpOptionsTest, UnknownKeyIsAFault) { EXPECT_EQ(Read("icmp: {size: 56}").faults.size(), 1U); }

}  // namespace
}  // namespace reach::icmp
