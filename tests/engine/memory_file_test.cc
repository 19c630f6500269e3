#include "exporter/engine/memory_file.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Moment kNow = {TimePoint(hours(100)),
                     std::chrono::system_clock::time_point(seconds(1'750'000'000))};

Moment Later(Duration steady, Duration wall) {
  return {kNow.steady + steady,
          kNow.wall + std::chrono::duration_cast<std::chrono::system_clock::duration>(wall)};
}

// As the key of a check is: lines that end with line feeds, the last one without.
const std::string kDown = "rust\nrcon\nplay.example.org\n28016\ntcp\nany";
const std::string kUp = "web\nhttps\n2001:db8::1\n443\ntcp\nip6";

Memories TwoChecks() {
  Remembered down{State::kRefused, kNow.steady - seconds(90), kNow.steady - hours(3),
                  kNow.steady - hours(3) - milliseconds(15'250), kNow.steady - seconds(4)};
  Remembered up{State::kOpen, kNow.steady - hours(2000), std::nullopt, kNow.steady - seconds(2),
                kNow.steady - seconds(2)};
  return {{kDown, down}, {kUp, up}};
}

TEST(MemoryFileTest, WhatWasWrittenIsReadBack) {
  const DecodedMemories read = DecodeMemories(EncodeMemories(TwoChecks(), kNow), kNow);
  EXPECT_EQ(read.problem, "");
  EXPECT_EQ(read.memories, TwoChecks());
}

TEST(MemoryFileTest, MemoryOfNothingIsWholeToo) {
  const DecodedMemories read = DecodeMemories(EncodeMemories({}, kNow), kNow);
  EXPECT_EQ(read.problem, "");
  EXPECT_TRUE(read.memories.empty());
}

TEST(MemoryFileTest, FileCutAnywhereIsRefused) {
  const std::string bytes = EncodeMemories(TwoChecks(), kNow);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const DecodedMemories read = DecodeMemories(bytes.substr(0, size), kNow);
    EXPECT_NE(read.problem, "") << size;
    EXPECT_TRUE(read.memories.empty()) << size;
  }
}

TEST(MemoryFileTest, EveryChangedByteIsDetected) {
  const std::string bytes = EncodeMemories(TwoChecks(), kNow);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      const DecodedMemories read = DecodeMemories(changed, kNow);
      EXPECT_NE(read.problem, "") << at << " bit " << bit;
      EXPECT_TRUE(read.memories.empty()) << at << " bit " << bit;
    }
  }
}

TEST(MemoryFileTest, BytesAfterTheEndAreRefused) {
  EXPECT_NE(DecodeMemories(EncodeMemories(TwoChecks(), kNow) + "\n", kNow).problem, "");
}

TEST(MemoryFileTest, AnswerToAnythingIsAProblemAndNoCrash) {
  for (const std::string bytes : {"", "\n", "end\t", "reach_exporter memory\t",
                                  "reach_exporter memory\t2\t0\nend\t0123456789abcdef\n"}) {
    EXPECT_NE(DecodeMemories(bytes, kNow).problem, "") << bytes;
  }
}

// A monotonic clock begins anew with each boot: only the wall clock says how long it was off.
TEST(MemoryFileTest, AgesGoOnWhileTheExporterIsAway) {
  const std::string bytes = EncodeMemories(TwoChecks(), kNow);
  const Moment booted = Later(-hours(99), hours(1));
  const Remembered down = DecodeMemories(bytes, booted).memories.at(kDown);
  EXPECT_EQ(booted.steady - *down.down_since, hours(4));
  EXPECT_EQ(booted.steady - down.last_probe, hours(1) + seconds(4));
}

TEST(MemoryFileTest, ClockBehindTheTimeOfWritingCountsFromTheWritingOn) {
  const std::string bytes = EncodeMemories(TwoChecks(), kNow);
  const Moment booted = Later(seconds(10), -hours(24 * 365 * 30));
  const Remembered down = DecodeMemories(bytes, booted).memories.at(kDown);
  EXPECT_EQ(booted.steady - *down.down_since, hours(3));
}

TEST(MemoryFileTest, TimeOfTheFutureIsNow) {
  Memories memories = TwoChecks();
  memories.at(kDown).down_since = kNow.steady + hours(5);
  const auto read = DecodeMemories(EncodeMemories(memories, kNow), kNow).memories;
  EXPECT_EQ(read.at(kDown).down_since, kNow.steady);
}

TEST(MemoryFileTest, AbsurdAgesDoNotOverflow) {
  const std::string bytes = EncodeMemories(TwoChecks(), kNow);
  const Moment far = Later(seconds(1), hours(24 * 365 * 200));
  const Remembered up = DecodeMemories(bytes, far).memories.at(kUp);
  EXPECT_EQ(far.steady - up.since, hours(24 * 365 * 20));
}

}  // namespace
}  // namespace reach
