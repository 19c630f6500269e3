// Writes metric families as Prometheus text 0.0.4 or OpenMetrics 1.0, appending to one string.
// Thread: one at a time. Owner: the scrape that renders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/metrics/number.h"

namespace reach::metrics {

enum class Format : std::uint8_t { kText, kOpenMetrics };

std::string_view ContentType(Format format);

enum class Type : std::uint8_t { kGauge, kCounter, kSummary, kHistogram, kInfo };

struct FamilyHead {
  std::string_view name;  // as in text 0.0.4: counters end in _total, infos in _info
  Type type = Type::kGauge;
  std::string_view help;  // a sentence without backslash, quote and newline: it is not escaped
};

// What a line is called: family name, suffix, {labels,more}. Label texts are escaped, without
// braces.
struct SampleName {
  std::string_view labels;
  std::string_view more = {};
  std::string_view suffix = {};
};

// The two formats differ in the TYPE names of counters and infos, in UNIT lines and in the end mark
// (OpenMetrics 1.0, "Text format"); sample lines are the same.
class Exposition {
 public:
  Exposition(Format format, std::string& out) : format_(format), out_(out) {}

  // Between Begin and End come the samples of one family; the texts of its head live until End. A
  // family without samples leaves no trace. Between two samples the text so far may be taken away.
  void Begin(const FamilyHead& head);
  void End() { has_head_ = true; }

  template <typename Number>
  void Sample(const SampleName& name, Number value) {
    AppendLine(name, NumberText(value).view());
  }

  // After the last family, once.
  void Finish();

 private:
  void AppendHead();
  void AppendLine(const SampleName& name, std::string_view number);

  Format format_;
  std::string& out_;
  FamilyHead family_;
  bool has_head_ = false;  // the family's head was written, or none is due
};

}  // namespace reach::metrics
