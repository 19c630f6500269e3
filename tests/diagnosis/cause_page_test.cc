// config/CAUSES.md is for people, the tables in the code are for the program: they say the same.
// REACH_WRITE_CAUSES=1 in the environment writes the page from the tables.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "exporter/diagnosis/cause_table.h"
#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

constexpr const char* kPage = REACH_SOURCE_DIR "/config/CAUSES.md";
constexpr std::string_view kMark = "<!-- from here on the tables of exporter/diagnosis -->\n";

constexpr std::array<std::pair<Source, std::string_view>, 18> kSources = {{
    {Source::kControl, "a control target of the prober"},
    {Source::kTwoResolvers, "the DNS at two vantages"},
    {Source::kHost, "the sockets of the server's machine"},
    {Source::kCounters, "its counters"},
    {Source::kLoopback, "a probe of its loopback"},
    {Source::kOwn, "its probe of its own address"},
    {Source::kLan, "a probe from its network"},
    {Source::kHairpin, "a probe from its network by the public address"},
    {Source::kOutside, "a probe from the internet"},
    {Source::kTwoOutside, "probes from two places in the internet"},
    {Source::kTrace, "the path view"},
    {Source::kTos, "the type of service of the refusal"},
    {Source::kMapping, "the router's list of forwards"},
    {Source::kArrival, "the arrival test"},
    {Source::kWan, "the public address"},
    {Source::kRouter, "the router's own address"},
    {Source::kDdns, "the DDNS view"},
    {Source::kReply, "a reply with the version"},
}};

std::string SetText(SourceSet set) {
  std::string text;
  for (const auto& [source, words] : kSources) {
    if (!set.Contains(source)) continue;
    if (!text.empty()) text += " + ";
    text += words;
  }
  return text;
}

std::string ProofText(const CauseRow& row) {
  std::string text;
  for (const SourceSet proof : row.proofs) {
    if (proof.empty()) continue;
    if (!text.empty()) text += "; or ";
    text += SetText(proof);
  }
  return text.empty() ? "never" : text;
}

std::string Heading(Cause cause) {
  std::string words(Name(cause));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

// The page is for any port: the blanks become words in capitals.
std::string Plain(std::string text) {
  for (const std::string blank : {"port", "protocol", "PROTOCOL", "host", "address", "check"}) {
    std::string word = blank;
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    const std::string braces = "{" + blank + "}";
    for (auto at = text.find(braces); at != std::string::npos; at = text.find(braces)) {
      text.replace(at, braces.size(), word);
    }
  }
  return text;
}

std::string PageText() {
  std::ostringstream page;
  for (const CauseRow& row : CauseTable()) {
    page << "\n## " << Heading(row.cause) << "\n\n`" << Name(row.cause)
         << "`: " << Plain(std::string(SentenceOf(row.cause)))
         << "\n\nProved by: " << ProofText(row) << ".\n";
    if (row.looks_like) {
      page << "From outside it looks like `" << Name(*row.looks_like) << "`.\n";
    }
    page << "\n";
    for (const Remedy& remedy : RemediesOf(row.cause)) {
      page << "- ";
      if (remedy.platform != Platform::kAny) page << "**" << Name(remedy.platform) << "**: ";
      page << Plain(std::string(remedy.text)) << "\n";
    }
  }
  return page.str();
}

std::string ReadPage() {
  std::ifstream file(kPage);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(CausePageTest, ThePageSaysWhatTheTablesSay) {
  const std::string page = ReadPage();
  const auto mark = page.find(kMark);
  ASSERT_NE(mark, std::string::npos) << kPage;
  const std::string head = page.substr(0, mark + kMark.size());
  if (std::getenv("REACH_WRITE_CAUSES") != nullptr) std::ofstream(kPage) << head << PageText();
  EXPECT_EQ(ReadPage().substr(head.size()), PageText())
      << "REACH_WRITE_CAUSES=1 build/dev/tests/reach_tests --gtest_filter=CausePageTest.* writes "
         "it";
}

TEST(CausePageTest, EveryCauseHasItsAnchorAsAHeading) {
  const std::string page = ReadPage();
  EXPECT_EQ(Anchor(Cause::kBoundToLoopback), "#bound-to-loopback");
  for (const CauseRow& row : CauseTable()) {
    std::string heading = Anchor(row.cause).substr(1);
    std::replace(heading.begin(), heading.end(), '-', ' ');
    EXPECT_NE(page.find("\n## " + heading + "\n"), std::string::npos) << heading;
  }
}

}  // namespace
}  // namespace reach::diagnosis
