// The figures in the README's section about limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "exporter/config/config.h"
#include "exporter/core/row.h"
#include "exporter/core/text.h"
#include "exporter/net/descriptors.h"
#include "exporter/web/http_limits.h"

namespace reach {
namespace {

// The lines from "## Limits" to the next section.
std::string LimitsSection() {
  std::ifstream readme(REACH_SOURCE_DIR "/README.md");
  std::ostringstream all;
  all << readme.rdbuf();
  const std::string text = all.str();
  const std::size_t begin = text.find("\n## Limits\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find("\n## ", begin + 1) - begin);
}

std::string Whole(double number) { return std::to_string(static_cast<std::uint64_t>(number)); }

TEST(ReadmeLimitsTest, DefaultsAreThoseOfTheProgram) {
  const std::string section = LimitsSection();
  const config::Limits limits;
  const std::size_t longest = CleanText(std::string(1000, 'x')).size();
  const auto clients = Whole(static_cast<double>(web::HttpLimits().connections));
  for (const std::string& row :
       {"all together | " + Whole(static_cast<double>(limits.in_flight)) + " | `limits.in_flight`",
        "one host | " + Whole(static_cast<double>(limits.in_flight_per_host)) +
            " | `limits.in_flight_per_host`",
        "all together | " + Whole(limits.attempts_per_second) + " | `limits.attempts_per_second`",
        "one host | " + Whole(limits.attempts_per_second_per_host) +
            " | `limits.attempts_per_second_per_host`",
        "at once | " + clients + " |", "a check | " + std::to_string(longest) + " |",
        "is " + std::to_string(sizeof(Row)) + " bytes"}) {
    EXPECT_NE(section.find(row), std::string::npos) << row;
  }
}

TEST(ReadmeLimitsTest, SharesOfTheDescriptorsAreThoseOfTheProgram) {
  const std::string section = LimitsSection();
  for (const std::size_t limit : {64U, 1024U, 4096U, 8192U}) {
    const DescriptorShares shares = ShareDescriptors(limit);
    const auto attempts = std::min(shares.in_flight, config::Limits().in_flight);
    const auto clients = std::min(shares.clients, web::HttpLimits().connections);
    const std::string row = "| " + std::to_string(limit) + " | " + std::to_string(attempts) +
                            " | " + std::to_string(clients) + " |";
    EXPECT_NE(section.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace reach
