#include "exporter/metrics/exposition.h"

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
  family_ = head.name;
  start_ = out_.size();
  const std::string_view name = HeadName(head, format_);
  const auto line = [&](std::string_view keyword, std::string_view text) {
    out_.append("# ").append(keyword).append(" ").append(name).append(" ").append(text) += '\n';
  };
  line("HELP", head.help);
  line("TYPE", TypeName(head.type, format_));
  const std::string_view unit = UnitOf(name);
  if (format_ == Format::kOpenMetrics && !unit.empty()) line("UNIT", unit);
  body_ = out_.size();
}

void Exposition::End() {
  if (out_.size() == body_) out_.resize(start_);
}

void Exposition::AppendName(const SampleName& name) {
  out_ += family_;
  out_ += name.suffix;
  if (!name.labels.empty() || !name.more.empty()) {
    out_ += '{';
    out_ += name.labels;
    if (!name.labels.empty() && !name.more.empty()) out_ += ',';
    out_ += name.more;
    out_ += '}';
  }
  out_ += ' ';
}

void Exposition::Finish() {
  if (format_ == Format::kOpenMetrics) out_ += "# EOF\n";
}

}  // namespace reach::metrics
