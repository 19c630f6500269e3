// A send/expect conversation without I/O: says what to send next and judges what came.
// Thread: that of the attempt. Owner: the attempt; the steps belong to the module.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reach::tcp {

// One step of `query_response`: what to wait for, what to send, whether TLS begins; in this order,
// and each may be missing.
struct Step {
  std::shared_ptr<const RE2> expect;  // matched against lines, without their line end
  std::string expect_bytes;           // the very next bytes
  std::optional<std::string> send;    // as it goes out; with `expect`, ${1} stands for a group
  bool expand = false;                // send has groups of expect to fill in
  bool starttls = false;              // then the connection goes over to TLS
};

enum class Verdict { kNeedMore, kDone, kMismatch, kStartTls };

class Dialogue {
 public:
  explicit Dialogue(const std::vector<Step>& steps) : steps_(steps) {}

  // Adds received bytes, in any segmentation, and goes as far as they reach. What has to be sent
  // is appended to `out`. Call once with nothing to start, and once more when TLS has begun: what
  // came unencrypted and was not asked for counts no longer (RFC 3207 4.2).
  Verdict Feed(std::string_view received, std::string& out);

  // The peer sends no more: a last line without its end still counts.
  Verdict End();

  bool heard_anything() const { return heard_; }

 private:
  Verdict Expect(const Step& step, bool at_end, std::vector<std::string>& groups);
  Verdict ExpectLine(const Step& step, bool at_end, std::vector<std::string>& groups);
  Verdict Advance(std::string& out, bool at_end);

  const std::vector<Step>& steps_;
  std::size_t next_ = 0;
  std::string buffer_;  // bounded: a line longer than 64 KiB is a mismatch
  bool heard_ = false;
};

}  // namespace reach::tcp
