#include <gtest/gtest.h>

#include "exporter/probes/tcp/dialogue.h"

namespace reach::tcp {
namespace {

Step Expect(const std::string& pattern) {
  return {.expect = std::make_shared<const RE2>(pattern), .expect_bytes = {}, .send = {}};
}

Step ExpectBytes(std::string bytes) {
  return {.expect = nullptr, .expect_bytes = std::move(bytes), .send = {}};
}

Step Send(std::string text) {
  return {.expect = nullptr, .expect_bytes = {}, .send = std::move(text)};
}

TEST(DialogueTest, LineIsFoundInOneSegment) {
  const std::vector<Step> steps = {Expect("^SSH-2.0-")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("", out), Verdict::kNeedMore);
  EXPECT_EQ(dialogue.Feed("SSH-2.0-OpenSSH\r\n", out), Verdict::kDone);
}

TEST(DialogueTest, AnySegmentationGivesTheSameVerdict) {
  const std::string banner = "220 welcome\r\n250 ready\r\n";
  for (std::size_t cut = 0; cut <= banner.size(); ++cut) {
    const std::vector<Step> steps = {Expect("^220"), Expect("^250 ready$")};
    Dialogue dialogue(steps);
    std::string out;
    dialogue.Feed(banner.substr(0, cut), out);
    EXPECT_EQ(dialogue.Feed(banner.substr(cut), out), Verdict::kDone) << cut;
  }
}

TEST(DialogueTest, LinesThatDoNotMatchArePassedOver) {
  const std::vector<Step> steps = {Expect("^ready$")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("hello\nstill loading\nready\n", out), Verdict::kDone);
}

TEST(DialogueTest, SendsWhatTheStepSaysAndFillsInGroups) {
  std::vector<Step> steps = {Expect("PING :(\\S+)")};
  steps[0].send = "PONG ${1} ${7}${0}\n";
  steps[0].expand = true;
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("PING :abc\r\n", out), Verdict::kDone);
  EXPECT_EQ(out, "PONG abc PING :abc\n");
}

TEST(DialogueTest, FirstStepMaySend) {
  const std::vector<Step> steps = {Send("hi\n"), Expect("hello")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("", out), Verdict::kNeedMore);
  EXPECT_EQ(out, "hi\n");
  out.clear();
  EXPECT_EQ(dialogue.Feed("hello\n", out), Verdict::kDone);
  EXPECT_EQ(out, "");
}

TEST(DialogueTest, BytesMatchAcrossSegmentsAndLeaveTheRestToTheNextStep) {
  const std::vector<Step> steps = {ExpectBytes(std::string("\x16\x03\x01", 3)), Expect("^end$")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("\x16", out), Verdict::kNeedMore);
  EXPECT_EQ(dialogue.Feed("\x03\x01"
                          "end\n",
                          out),
            Verdict::kDone);
}

TEST(DialogueTest, WrongByteIsAMismatchAtOnce) {
  const std::vector<Step> steps = {ExpectBytes("abc")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("aX", out), Verdict::kMismatch);
}

TEST(DialogueTest, LastLineWithoutItsEndCountsWhenThePeerIsDone) {
  const std::vector<Step> steps = {Expect("^login:")};
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("login: ", out), Verdict::kNeedMore);
  EXPECT_EQ(dialogue.End(), Verdict::kDone);
}

TEST(DialogueTest, EndWithAStepLeftIsAMismatch) {
  const std::vector<Step> steps = {Expect("a"), Expect("b")};
  Dialogue dialogue(steps);
  std::string out;
  dialogue.Feed("a\n", out);
  EXPECT_EQ(dialogue.End(), Verdict::kMismatch);
}

TEST(DialogueTest, EndlessLineIsAMismatchInsteadOfMemory) {
  const std::vector<Step> steps = {Expect("never")};
  Dialogue dialogue(steps);
  std::string out;
  const std::string piece(16 * 1024, 'x');
  Verdict verdict = Verdict::kNeedMore;
  for (int i = 0; i < 5; ++i) verdict = dialogue.Feed(piece, out);
  EXPECT_EQ(verdict, Verdict::kMismatch);
}

TEST(DialogueTest, StartTlsComesAfterWhatItsStepSaysAndForgetsWhatWasNotAskedFor) {
  std::vector<Step> steps = {Expect("^go$"), Expect("^inside$")};
  steps[0].send = "STARTTLS\n";
  steps[0].starttls = true;
  Dialogue dialogue(steps);
  std::string out;
  EXPECT_EQ(dialogue.Feed("go\ninside\n", out), Verdict::kStartTls);
  EXPECT_EQ(out, "STARTTLS\n");
  EXPECT_EQ(dialogue.Feed("", out), Verdict::kNeedMore);
  EXPECT_EQ(dialogue.Feed("inside\n", out), Verdict::kDone);
}

TEST(DialogueTest, TellsWhetherAnythingWasHeard) {
  const std::vector<Step> steps = {Expect("x")};
  Dialogue dialogue(steps);
  std::string out;
  dialogue.Feed("", out);
  EXPECT_FALSE(dialogue.heard_anything());
  dialogue.Feed("?", out);
  EXPECT_TRUE(dialogue.heard_anything());
}

}  // namespace
}  // namespace reach::tcp
