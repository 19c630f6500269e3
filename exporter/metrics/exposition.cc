#include "exporter/metrics/exposition.h"

#include <array>

namespace reach::metrics {
namespace {

std::string_view TypeName(Type type, Format format) {
  switch (type) {
    case Type::kCounter:
      return "counter";
    case Type::kSummary:
      return "summary";
    case Type::kHistogram:
      return "histogram";
    case Type::kInfo:
      return format == Format::kOpenMetrics ? "info" : "gauge";
    case Type::kGauge:
      break;
  }
  return "gauge";
}

std::string_view WithoutSuffix(std::string_view name, std::string_view suffix) {
  return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size()) : name;
}

// In OpenMetrics the suffix belongs to the sample, not to the family.
std::string_view HeadName(const FamilyHead& head, Format format) {
  if (format == Format::kText) return head.name;
  if (head.type == Type::kCounter) return WithoutSuffix(head.name, "_total");
  if (head.type == Type::kInfo) return WithoutSuffix(head.name, "_info");
  return head.name;
}

std::string_view UnitOf(std::string_view name) {
  for (const std::string_view unit : {"seconds", "bytes"}) {
    if (name.ends_with(unit)) return unit;
  }
  return {};
}

}  // namespace

std::string_view ContentType(Format format) {
  return format == Format::kOpenMetrics
             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
             : "text/plain; version=0.0.4; charset=utf-8";
}

void Exposition::Begin(const FamilyHead& head) {
  family_ = head;
  has_head_ = false;
}

void Exposition::AppendHead() {
  has_head_ = true;
  const std::string_view name = HeadName(family_, format_);
  const auto line = [&](std::string_view keyword, std::string_view text) {
    out_.append("# ").append(keyword).append(" ").append(name).append(" ").append(text) += '\n';
  };
  line("HELP", family_.help);
  line("TYPE", TypeName(family_.type, format_));
  const std::string_view unit = UnitOf(name);
  if (format_ == Format::kOpenMetrics && !unit.empty()) line("UNIT", unit);
}

// One resize for the line instead of eight appends: a third of the time of a large scrape.
void Exposition::AppendLine(const SampleName& name, std::string_view number) {
  if (!has_head_) AppendHead();
  const bool has_both = !name.labels.empty() && !name.more.empty();
  const bool has_any = !name.labels.empty() || !name.more.empty();
  const std::array<std::string_view, 9> parts = {family_.name,
                                                 name.suffix,
                                                 has_any ? "{" : "",
                                                 name.labels,
                                                 has_both ? "," : "",
                                                 name.more,
                                                 has_any ? "} " : " ",
                                                 number,
                                                 "\n"};
  std::size_t at = out_.size();
  std::size_t size = at;
  for (const std::string_view part : parts) size += part.size();
  out_.resize(size);
  for (const std::string_view part : parts) at += part.copy(out_.data() + at, part.size());
}

void Exposition::Finish() {
  if (format_ == Format::kOpenMetrics) out_ += "# EOF\n";
}

}  // namespace reach::metrics
