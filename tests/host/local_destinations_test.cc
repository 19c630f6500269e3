#include "exporter/host/local_destinations.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach::host {
namespace {

Addresses Own(std::initializer_list<const char*> texts) {
  Addresses own;
  for (const char* text : texts) own.insert(*Address::Parse(text));
  return own;
}

const Addresses kHost =
    Own({"127.0.0.1", "127.0.1.1", "192.168.1.20", "::1", "fe80::20", "2001:db8::20"});

std::string Destinations(const test::CheckSpec& spec, const Addresses& own = kHost) {
  std::string text;
  for (const Destination& where : LocalDestinations(test::MakeCheck(spec), own)) {
    text += ToString(where.address) + " " + std::to_string(where.port) + "\n";
  }
  return text;
}

TEST(LocalDestinationsTest, LoopbackComesFirstAndThenWhatOthersCanReach) {
  EXPECT_EQ(Destinations({.host = "server.example", .port = 28016}),
            "127.0.0.1 28016\n::1 28016\n192.168.1.20 28016\n2001:db8::20 28016\n");
}

TEST(LocalDestinationsTest, AddressOfTheTargetIsEnoughWhereTheHostHasIt) {
  EXPECT_EQ(Destinations({.host = "2001:db8::20", .port = 1}),
            "127.0.0.1 1\n::1 1\n2001:db8::20 1\n");
}

TEST(LocalDestinationsTest, OnlyTheFamilyThatTheCheckAsksFor) {
  EXPECT_EQ(Destinations({.port = 1, .family = Family::kIp4}), "127.0.0.1 1\n192.168.1.20 1\n");
  EXPECT_EQ(Destinations({.port = 1, .family = Family::kIp6}), "::1 1\n2001:db8::20 1\n");
}

TEST(LocalDestinationsTest, OfManyAddressesTwoAreEnough) {
  const Addresses many =
      Own({"127.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"});
  EXPECT_EQ(Destinations({.port = 1}, many), "127.0.0.1 1\n10.0.0.1 1\n10.0.0.2 1\n");
}

TEST(LocalDestinationsTest, CheckWithoutAPortHasNone) { EXPECT_EQ(Destinations({.port = 0}), ""); }

}  // namespace
}  // namespace reach::host
