// config/REASONS.md is for people, the table in the code is for the program: they say the same.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "exporter/core/reason.h"

namespace reach {
namespace {

std::string EventText(const WireEvent& event) {
  constexpr const char* kDnsAnswers[] = {"NXDOMAIN", "no data", "SERVFAIL",
                                         "REFUSED",  "timeout", "no server"};
  const std::string icmp = std::to_string(event.type) + "/" + std::to_string(event.code);
  switch (event.kind) {
    case WireEvent::Kind::kIcmp4:
      return "ICMP " + icmp;
    case WireEvent::Kind::kIcmp6:
      return "ICMPv6 " + icmp;
    case WireEvent::Kind::kTcpErrno:
      return std::string(strerrorname_np(event.code)) + " (TCP)";
    case WireEvent::Kind::kUdpErrno:
      return std::string(strerrorname_np(event.code)) + " (UDP)";
    case WireEvent::Kind::kErrno:
      return strerrorname_np(event.code);
    case WireEvent::Kind::kDns:
      return std::string("DNS ") + kDnsAnswers[event.code];
    case WireEvent::Kind::kNone:
      break;
  }
  return "";
}

std::string SuccessText(const ReasonRow& row) {
  if (!IsVerdict(row.state)) return "no sample";
  return row.complete ? "if expected" : "no";
}

std::string PageRow(const ReasonRow& row) {
  std::string events;
  for (const WireEvent& event : row.events) {
    if (event.kind == WireEvent::Kind::kNone) continue;
    if (!events.empty()) events += ", ";
    events += EventText(event);
  }
  std::string text = "|";
  for (const std::string& cell :
       {"`" + std::string(row.name) + "`", std::string(Name(row.state)), SuccessText(row),
        std::string(row.wire), events, std::string(row.words)}) {
    text += cell.empty() ? " |" : " " + cell + " |";
  }
  return text;
}

std::vector<std::string> RowsOfPage() {
  std::ifstream page(REACH_SOURCE_DIR "/config/REASONS.md");
  std::vector<std::string> rows;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `")) rows.push_back(line);
  }
  return rows;
}

TEST(ReasonPageTest, EveryReasonHasItsRowAndEveryRowItsReason) {
  std::vector<std::string> expected;
  for (const ReasonRow& row : ReasonTable()) expected.push_back(PageRow(row));
  const std::vector<std::string> found = RowsOfPage();
  ASSERT_FALSE(found.empty()) << "no table in config/REASONS.md";
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace reach
