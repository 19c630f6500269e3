#include <string>

#include "exporter/core/label_block.h"
#include "exporter/metrics/self_metrics.h"

namespace reach::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

Type TypeOf(const MetricFamily& family) {
  switch (family.type) {
    case MetricType::Counter:
      return Type::kCounter;
    case MetricType::Summary:
      return Type::kSummary;
    case MetricType::Histogram:
      return Type::kHistogram;
    default:
      return family.name.ends_with("_info") ? Type::kInfo : Type::kGauge;
  }
}

std::string LabelsOf(const ClientMetric& metric) {
  std::string labels;
  for (const auto& label : metric.label) AppendLabel(labels, label.name, label.value);
  return labels;
}

void RenderSummary(const ClientMetric& metric, const std::string& labels, Exposition& out) {
  for (const auto& quantile : metric.summary.quantile) {
    const std::string more = "quantile=\"" + BoundText(quantile.quantile) + '"';
    out.Sample({labels, more}, quantile.value);
  }
  out.Sample({labels, {}, "_sum"}, metric.summary.sample_sum);
  out.Sample({labels, {}, "_count"}, metric.summary.sample_count);
}

// prometheus-cpp's last bucket is +Inf; OpenMetrics demands it, and that it equals the count.
void RenderHistogram(const ClientMetric& metric, const std::string& labels, Exposition& out) {
  for (const auto& bucket : metric.histogram.bucket) {
    const std::string more = "le=\"" + BoundText(bucket.upper_bound) + '"';
    out.Sample({labels, more, "_bucket"}, bucket.cumulative_count);
  }
  out.Sample({labels, {}, "_sum"}, metric.histogram.sample_sum);
  out.Sample({labels, {}, "_count"}, metric.histogram.sample_count);
}

void RenderMetric(MetricType type, const ClientMetric& metric, Exposition& out) {
  const std::string labels = LabelsOf(metric);
  switch (type) {
    case MetricType::Counter:
      return out.Sample({labels}, metric.counter.value);
    case MetricType::Summary:
      return RenderSummary(metric, labels, out);
    case MetricType::Histogram:
      return RenderHistogram(metric, labels, out);
    case MetricType::Gauge:
      return out.Sample({labels}, metric.gauge.value);
    case MetricType::Untyped:
      return out.Sample({labels}, metric.untyped.value);
  }
}

}  // namespace

void Render(const std::vector<MetricFamily>& families, Exposition& out) {
  for (const MetricFamily& family : families) {
    out.Begin({family.name, TypeOf(family), family.help});
    for (const ClientMetric& metric : family.metric) RenderMetric(family.type, metric, out);
    out.End();
  }
}

}  // namespace reach::metrics
