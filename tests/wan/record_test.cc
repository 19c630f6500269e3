#include "exporter/wan/record.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "exporter/wan/archive.h"
#include "exporter/wan/container.h"
#include "exporter/wan/shown.h"
#include "tests/support/temp_folder.h"

namespace reach::wan {
namespace {

WallTime Time(std::int64_t milliseconds) {
  return WallTime(std::chrono::milliseconds(milliseconds));
}

Record Full() {
  Record record;
  record.key = "00ff";
  record.ip4.address = *Address::Parse("8.8.4.7");
  record.ip4.changed = Time(1795230000123);
  record.ip4.changes = 7;
  record.ip4.multi_homed = true;
  record.ip4.moves = {{Time(1795230000000), *Address::Parse("8.8.4.8")},
                      {Time(1795230000123), *Address::Parse("8.8.4.7")}};
  record.ip4.former = {*Address::Parse("8.8.4.6"), *Address::Parse("8.8.4.8")};
  record.ip6.address = *Address::Parse("2001:4860::1");
  record.wrong_since = {{"home.example", Time(1795230000456)}};
  return record;
}

TEST(WanRecordTest, ComesBackAsItWas) {
  const Decoded decoded = Decode(Encode(Full()));
  ASSERT_EQ(decoded.problem, "");
  const Record& record = decoded.record;
  EXPECT_EQ(record.key, "00ff");
  EXPECT_EQ(record.ip4.address, Full().ip4.address);
  EXPECT_EQ(record.ip4.changed, Full().ip4.changed);
  EXPECT_EQ(record.ip4.changes, 7U);
  EXPECT_TRUE(record.ip4.multi_homed);
  EXPECT_EQ(record.ip4.moves, Full().ip4.moves);
  EXPECT_EQ(record.ip4.former, Full().ip4.former);
  EXPECT_EQ(record.ip6.address, Full().ip6.address);
  EXPECT_TRUE(record.ip6.former.empty());
  EXPECT_FALSE(record.ip6.changed);
  EXPECT_EQ(record.wrong_since, Full().wrong_since);
}

TEST(WanRecordTest, TornFileIsFoundAtEveryPlaceAndSoIsAFlippedBit) {
  const std::string whole = Encode(Full());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Decoded torn = Decode(whole.substr(0, size));
    EXPECT_NE(torn.problem, "") << size;
    EXPECT_FALSE(torn.record.ip4.address);
    std::string flipped = whole;
    flipped[size] = static_cast<char>(flipped[size] ^ 1);
    EXPECT_NE(Decode(flipped).problem, "") << size;
  }
}

TEST(WanArchiveTest, TornFileIsSetAsideAndToldAndNoChangeComesOfIt) {
  const test::TempFolder folder;
  folder.Write("wan", Encode(Full()).substr(0, 100));
  std::vector<std::string> told;
  Archive archive(folder.path(), [&](const News& news) { told.push_back(news.message); });
  EXPECT_FALSE(archive.Read().ip4.address);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].find("wan.bad"), std::string::npos) << told[0];
  EXPECT_TRUE(std::filesystem::exists(folder.Path("wan.bad")));
  archive.Write(Full());
  EXPECT_EQ(archive.Read().ip4.changes, 7U);
  EXPECT_EQ(told.size(), 1U);
}

TEST(WanArchiveTest, WithoutAFolderNothingIsKept) {
  Archive archive("", [](const News& news) { ADD_FAILURE() << news.message; });
  archive.Write(Full());
  EXPECT_FALSE(archive.Read().ip4.address);
}

TEST(ShownTest, HashIsTheSameForOneKeyOnly) {
  const Address address = *Address::Parse("8.8.4.7");
  EXPECT_EQ(HashOf(address, "k"), HashOf(address, "k"));
  EXPECT_EQ(HashOf(address, "k").size(), 16U);
  EXPECT_NE(HashOf(address, "k"), HashOf(address, "l"));
  EXPECT_NE(HashOf(address, "k"), HashOf(*Address::Parse("8.8.4.8"), "k"));
  EXPECT_EQ(HashOf({}, "k"), "");
  EXPECT_EQ(MakeKey().size(), 32U);
  EXPECT_NE(MakeKey(), MakeKey());
}

TEST(ContainerTest, MarksOfTheRuntimesAreKnown) {
  const test::TempFolder none;
  EXPECT_FALSE(HasContainerMark(none.path()));
  const test::TempFolder docker;
  docker.Write(".dockerenv", "");
  EXPECT_TRUE(HasContainerMark(docker.path()));
  const test::TempFolder podman;
  podman.Write("run/.containerenv", "");
  EXPECT_TRUE(HasContainerMark(podman.path()));
  EXPECT_TRUE(IsContainerGroup("12:pids:/docker/0123\n"));
  EXPECT_TRUE(IsContainerGroup("0::/kubepods.slice/kubepods-burstable.slice\n"));
  EXPECT_FALSE(IsContainerGroup("0::/init.scope\n"));
}

}  // namespace
}  // namespace reach::wan
