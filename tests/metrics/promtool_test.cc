// promtool, when it is installed, has the last word on what Prometheus accepts and lints.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "exporter/metrics/scrape.h"
#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

std::string RunPromtool(const std::string& text) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("reach-promtool-" + std::to_string(::getpid()) + ".txt");
  std::ofstream(file) << text;
  const std::string command =
      "promtool check metrics < '" + file.string() + "' 2>&1; echo \"exit $?\"";
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string said;
  std::array<char, 4096> piece{};
  while (pipe != nullptr && std::fgets(piece.data(), piece.size(), pipe) != nullptr) {
    said += piece.data();
  }
  if (pipe != nullptr) ::pclose(pipe);
  std::filesystem::remove(file);
  return said;
}

TEST(PromtoolTest, FindsNothingToSayAboutOurText) {
  if (RunPromtool("").find("exit 127") != std::string::npos) {
    GTEST_SKIP() << "promtool is not installed (Debian package prometheus)";
  }
  const TimePoint now = Clock::now();
  WallClock clock;
  clock.Update(now, std::chrono::system_clock::now());
  test::SnapshotMaker maker(now);
  maker
      .Add({.labels = {{"owner", "Ann \"\xFF\\\n"}}},
           test::MakeRow(Reason::kClosedEarly, Success::kNo, now))
      .Add({.name = "query", .transport = Transport::kUdp}, Row());
  for (const auto mode : {config::MetricsMode::kFull, config::MetricsMode::kLean}) {
    Snapshot made = maker.Make();
    made.shards[0].rtt[{"", "tcp"}].buckets[3] = 2;
    const auto snapshot = std::make_shared<const Snapshot>(std::move(made));
    const ReloadStatus reload = {true, std::chrono::system_clock::now()};
    Scrape scrape(CheckMetrics(snapshot, mode, clock),
                  CollectSelf(*snapshot, reload, {}, ReadProcess()), Format::kText);
    std::string text;
    for (std::string_view piece; !(piece = scrape.Next()).empty();) text += piece;
    EXPECT_EQ(RunPromtool(text), "exit 0\n") << text;
  }
}

}  // namespace
}  // namespace reach::metrics
