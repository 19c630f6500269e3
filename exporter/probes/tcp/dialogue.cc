#include "exporter/probes/tcp/dialogue.h"

#include <algorithm>
#include <array>

namespace reach::tcp {
namespace {

constexpr std::size_t kMaxLine = 64 * 1024;

bool Match(const RE2& pattern, std::string_view line, std::vector<std::string>& groups) {
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) +
                                      1);
  const re2::StringPiece text(line.data(), line.size());
  if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, found.data(),
                     static_cast<int>(found.size()))) {
    return false;
  }
  groups.clear();
  for (const auto& piece : found) groups.emplace_back(piece.data(), piece.size());
  return true;
}

// Replaces ${N} by group N; an unknown group by nothing, as the blackbox exporter does.
std::string Expand(std::string_view text, const std::vector<std::string>& groups) {
  static const RE2 kGroup(R"(\$\{(\d{1,3})\})");
  std::string result;
  re2::StringPiece rest(text.data(), text.size());
  std::array<re2::StringPiece, 2> found;
  while (kGroup.Match(rest, 0, rest.size(), RE2::UNANCHORED, found.data(), 2)) {
    const auto before = static_cast<std::size_t>(found[0].data() - rest.data());
    result.append(rest.data(), before);
    const auto index = static_cast<std::size_t>(std::stoul(std::string(found[1])));
    if (index < groups.size()) result += groups[index];
    rest.remove_prefix(before + found[0].size());
  }
  return result.append(rest.data(), rest.size());
}

}  // namespace

Verdict Dialogue::Feed(std::string_view received, std::string& out) {
  heard_ = heard_ || !received.empty();
  buffer_ += received;
  return Advance(out, false);
}

Verdict Dialogue::End() {
  std::string unsent;
  const Verdict verdict = Advance(unsent, true);
  return verdict == Verdict::kDone && unsent.empty() ? verdict : Verdict::kMismatch;
}

Verdict Dialogue::Advance(std::string& out, bool at_end) {
  while (next_ < steps_.size()) {
    const Step& step = steps_[next_];
    std::vector<std::string> groups;
    const Verdict verdict = Expect(step, at_end, groups);
    if (verdict != Verdict::kDone) return verdict;
    if (step.send) out += step.expand ? Expand(*step.send, groups) : *step.send;
    ++next_;
    if (!step.starttls) continue;
    buffer_.clear();
    return Verdict::kStartTls;
  }
  return Verdict::kDone;
}

Verdict Dialogue::Expect(const Step& step, bool at_end, std::vector<std::string>& groups) {
  if (step.expect) return ExpectLine(step, at_end, groups);
  const std::string_view wanted = step.expect_bytes;
  const std::size_t common = std::min(wanted.size(), buffer_.size());
  if (buffer_.compare(0, common, wanted.substr(0, common)) != 0) return Verdict::kMismatch;
  if (common < wanted.size()) return Verdict::kNeedMore;
  buffer_.erase(0, wanted.size());
  return Verdict::kDone;
}

// Lines that do not match are passed over, as the blackbox exporter does: the banner may be long.
Verdict Dialogue::ExpectLine(const Step& step, bool at_end, std::vector<std::string>& groups) {
  std::size_t begin = 0;
  while (true) {
    std::size_t end = buffer_.find('\n', begin);
    const bool tail = end == std::string::npos;
    if (tail && !(at_end && begin < buffer_.size())) break;
    if (tail) end = buffer_.size();
    std::string_view line = std::string_view(buffer_).substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool matched = Match(*step.expect, line, groups);
    begin = tail ? end : end + 1;
    if (!matched) continue;
    buffer_.erase(0, begin);
    return Verdict::kDone;
  }
  buffer_.erase(0, begin);
  return buffer_.size() > kMaxLine ? Verdict::kMismatch : Verdict::kNeedMore;
}

}  // namespace reach::tcp
