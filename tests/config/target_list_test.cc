#include "exporter/config/target_list.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include "exporter/config/error.h"

namespace reach::config {
namespace {

std::string FaultOf(std::string text) {
  try {
    ParseTargetList("list.yml", std::move(text));
    return "";
  } catch (const Faults& faults) {
    return faults.what();
  }
}

TEST(TargetListTest, YamlAndJsonSayTheSame) {
  const TargetListPtr yaml = ParseTargetList("x", R"(
- targets: ["a.example:80", 192.0.2.7]
  labels:
    env: prod
    size: 3
- targets: []
)");
  const TargetListPtr json = ParseTargetList("x",
                                             "[\n\t{\"targets\":[\"a.example:80\",\"192.0.2.7\"],"
                                             "\"labels\":{\"env\":\"prod\",\"size\":\"3\"}},\n\n"
                                             "\t{\"targets\":[]}\n]\n");
  ASSERT_EQ(yaml->groups.size(), 2u);
  EXPECT_EQ(yaml->groups[0].line, 2);
  EXPECT_EQ(yaml->groups[0].targets, (std::vector<std::string>{"a.example:80", "192.0.2.7"}));
  EXPECT_EQ(yaml->groups[0].labels, (Labels{{"env", "prod"}, {"size", "3"}}));
  ASSERT_EQ(json->groups.size(), 2u);
  EXPECT_EQ(json->groups[0].targets, yaml->groups[0].targets);
  EXPECT_EQ(json->groups[0].labels, yaml->groups[0].labels);
  EXPECT_EQ(json->groups[1].line, 4);
}

TEST(TargetListTest, AnEmptyListIsAList) {
  EXPECT_TRUE(ParseTargetList("x", "[]")->groups.empty());
  EXPECT_TRUE(ParseTargetList("x", "# none\n[]\n")->groups.empty());
}

TEST(TargetListTest, EscapesOfJsonAreRead) {
  const TargetListPtr list = ParseTargetList(
      "x",
      R"([{"targets": [], "labels": {"a": "\u00e9\/\ud83d\ude00", "b": "\ud83d!", "c": "\\ud83d"}}])");
  EXPECT_EQ(list->groups[0].labels,
            (Labels{{"a", "\xC3\xA9/\xF0\x9F\x98\x80"}, {"b", "\xEF\xBF\xBD!"}, {"c", "\\ud83d"}}));
}

TEST(TargetListTest, VariablesAreNotReplaced) {
  EXPECT_EQ(ParseTargetList("x", "[{targets: ['${HOME}:1']}]")->groups[0].targets[0], "${HOME}:1");
}

TEST(TargetListTest, NullLabelsAreNone) {
  const TargetListPtr list = ParseTargetList("x",
                                             "- targets: [a]\n  labels:\n- {targets: [b], "
                                             "labels: {x: null, y: z}}\n");
  EXPECT_TRUE(list->groups[0].labels.empty());
  EXPECT_EQ(list->groups[1].labels, (Labels{{"y", "z"}}));
}

TEST(TargetListTest, WhatIsNotAListOfGroupsIsRefusedWithItsLine) {
  EXPECT_EQ(FaultOf(""), "list.yml: the file is empty; a list without targets is []");
  EXPECT_EQ(FaultOf("~"), "list.yml: the file is empty; a list without targets is []");
  EXPECT_EQ(FaultOf("targets: [a]"),
            "list.yml:1: the file must be a list of groups such as {targets: [\"host:port\"], "
            "labels: {}}, not a map");
  EXPECT_EQ(FaultOf("- a:80"), "list.yml:1: a group must be a map, not \"a:80\"");
  EXPECT_EQ(FaultOf("- [a]"), "list.yml:1: a group must be a map, not a list");
  EXPECT_EQ(FaultOf("- labels: {a: b}"), "list.yml:1: the group has no \"targets\"");
  EXPECT_EQ(FaultOf("-\n  target: [a]"),
            "list.yml:2: unknown key \"target\"; a group has \"targets\" and \"labels\"");
  EXPECT_EQ(FaultOf("- targets: a"), "list.yml:1: \"targets\" must be a list, not \"a\"");
  EXPECT_EQ(FaultOf("- targets:"), "list.yml:1: \"targets\" has no value");
  EXPECT_EQ(FaultOf("- targets: [{a: 80}]"), "list.yml:1: a target must be a string, not a map");
  EXPECT_EQ(FaultOf("- {targets: [a], labels: [b]}"),
            "list.yml:1: \"labels\" must be a map, not a list");
  EXPECT_EQ(FaultOf("- {targets: [a], labels: {b: [c]}}"),
            "list.yml:1: \"b\" must be a string, not a list");
}

TEST(TargetListTest, WhatComesTwiceIsRefused) {
  EXPECT_EQ(FaultOf("- targets: [a]\n  targets: [b]"),
            "list.yml:2: key \"targets\" is written twice");
  EXPECT_EQ(FaultOf("- {targets: [a], labels: {b: c, b: d}}"),
            "list.yml:1: label \"b\" is written twice");
  EXPECT_EQ(FaultOf("[]\n---\n[]\n"),
            "list.yml:2: a second document starts here; one file holds one");
}

// The parser makes an endless row of empty documents of it.
TEST(TargetListTest, TextThatIsNoYamlFromItsStartIsRefusedAtOnce) {
  for (const char* const text : {", \"labels\": {}", "}", "]", ", a", "---\n---\n[]"}) {
    EXPECT_NE(FaultOf(text), "") << text;
  }
}

TEST(TargetListTest, WhatYamlCanDoBesidesIsRefused) {
  EXPECT_EQ(FaultOf("- &a {targets: [b]}\n- *a"),
            "list.yml:2: aliases are not supported in a list of targets");
  EXPECT_EQ(FaultOf("- {targets: [!!binary YQ==]}"),
            "list.yml:1: tags such as \"tag:yaml.org,2002:binary\" are not supported");
  EXPECT_EQ(FaultOf(std::string("- targets: [a\0b]", 16)),
            "list.yml:1: a NUL byte; the file must be UTF-8 text");
  EXPECT_EQ(FaultOf("\n- targets: [\xff]"), "list.yml:2: a byte that is not UTF-8");
  const std::string cut_short = FaultOf("[{\"targets\": [\"a\"");
  EXPECT_TRUE(cut_short.starts_with("list.yml:1: ")) << cut_short;
  EXPECT_TRUE(FaultOf(std::string(200000, '[')).starts_with("list.yml:1: "));
}

// A tree of such a list would take 300 MiB and more.
TEST(TargetListTest, AHundredThousandTargetsTakeLittleMemory) {
  std::string text;
  for (int i = 0; i < 100000; ++i) {
    text += "- targets: [\"server-" + std::to_string(i) +
            ".example.org:28015\"]\n  labels: {__reach_profile: rust, tier: gold}\n";
  }
  const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
  const TargetListPtr list = ParseTargetList("x", text);
  const std::size_t kept = mallinfo2().uordblks + mallinfo2().hblkhd - before;
  EXPECT_EQ(list->groups.size(), 100000u);
  RecordProperty("kept_bytes", std::to_string(kept));
  EXPECT_LT(kept, std::size_t{48} << 20);
}

}  // namespace
}  // namespace reach::config
