#include "exporter/net/hosts_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/temp_file.h"

namespace reach {
namespace {

using test::TempFile;

std::string Find(HostsFile& hosts, const std::string& name) {
  const auto* addresses = hosts.Find(name);
  if (addresses == nullptr) return "none";
  std::string text;
  for (const Address& address : *addresses) text += ToString(address) + " ";
  return text;
}

TEST(HostsFileTest, EveryNameOfALineHasItsAddress) {
  const auto table = ParseHosts("192.0.2.1\trust.test  rust Alias.Test. # comment other\n");
  EXPECT_EQ(table.size(), 3U);
  for (const char* name : {"rust.test", "rust", "alias.test"}) {
    ASSERT_TRUE(table.contains(name)) << name;
    EXPECT_EQ(table.at(name), std::vector{*Address::Parse("192.0.2.1")});
  }
}

TEST(HostsFileTest, NameOnSeveralLinesHasAllAddressesInOrder) {
  const auto table = ParseHosts("192.0.2.2 a\n2001:db8::1 a\n192.0.2.1 a\n");
  EXPECT_EQ(table.at("a"),
            (std::vector{*Address::Parse("192.0.2.2"), *Address::Parse("2001:db8::1"),
                         *Address::Parse("192.0.2.1")}));
}

TEST(HostsFileTest, BadLinesAreSkipped) {
  const auto table = ParseHosts("# 192.0.2.1 a\nnot-an-address b\n192.0.2.1\n\n\r\n1.2.3 c\n");
  EXPECT_TRUE(table.empty());
}

TEST(HostsFileTest, ChangeIsSeenAtTheNextQuestionAlsoWithinOneTickOfTheFileTime) {
  const TempFile file("192.0.2.1 a\n");
  HostsFile hosts(file.path());
  EXPECT_EQ(Find(hosts, "a"), "192.0.2.1 ");
  for (int i = 2; i < 10; ++i) {
    const std::string address = "192.0.2." + std::to_string(i);
    file.Write(address + " a\n");
    EXPECT_EQ(Find(hosts, "a"), address + " ");
  }
}

TEST(HostsFileTest, MissingFileIsEmptyUntilItAppears) {
  const TempFile file("192.0.2.1 a\n");
  const std::string path = file.path() + ".new";
  HostsFile hosts(path);
  EXPECT_EQ(Find(hosts, "a"), "none");
  ASSERT_EQ(link(file.path().c_str(), path.c_str()), 0);
  EXPECT_EQ(Find(hosts, "a"), "192.0.2.1 ");
  ASSERT_EQ(unlink(path.c_str()), 0);
  EXPECT_EQ(Find(hosts, "a"), "none");
}

}  // namespace
}  // namespace reach
