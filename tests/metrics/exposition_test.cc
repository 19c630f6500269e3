#include "exporter/metrics/exposition.h"

#include <gtest/gtest.h>

namespace reach::metrics {
namespace {

std::string Write(Format format, const FamilyHead& head, const SampleName& name) {
  std::string text;
  Exposition out(format, text);
  out.Begin(head);
  out.Sample(name, std::uint64_t{7});
  out.End();
  out.Finish();
  return text;
}

TEST(ExpositionTest, CounterKeepsItsSuffixInTheTypeLineOfTextOnly) {
  const FamilyHead head = {"reach_refusals_total", Type::kCounter, "Refusals."};
  EXPECT_EQ(Write(Format::kText, head, {"a=\"b\""}),
            "# HELP reach_refusals_total Refusals.\n"
            "# TYPE reach_refusals_total counter\n"
            "reach_refusals_total{a=\"b\"} 7\n");
  EXPECT_EQ(Write(Format::kOpenMetrics, head, {"a=\"b\""}),
            "# HELP reach_refusals Refusals.\n"
            "# TYPE reach_refusals counter\n"
            "reach_refusals_total{a=\"b\"} 7\n"
            "# EOF\n");
}

TEST(ExpositionTest, InfoIsAGaugeInText) {
  const FamilyHead head = {"reach_check_info", Type::kInfo, "Infos."};
  EXPECT_EQ(Write(Format::kText, head, {{}, "a=\"b\""}),
            "# HELP reach_check_info Infos.\n"
            "# TYPE reach_check_info gauge\n"
            "reach_check_info{a=\"b\"} 7\n");
  EXPECT_EQ(Write(Format::kOpenMetrics, head, {{}, "a=\"b\""}),
            "# HELP reach_check Infos.\n"
            "# TYPE reach_check info\n"
            "reach_check_info{a=\"b\"} 7\n"
            "# EOF\n");
}

TEST(ExpositionTest, UnitIsNamedInOpenMetrics) {
  const FamilyHead head = {"process_cpu_seconds_total", Type::kCounter, "Time."};
  EXPECT_EQ(Write(Format::kOpenMetrics, head, {{}}),
            "# HELP process_cpu_seconds Time.\n"
            "# TYPE process_cpu_seconds counter\n"
            "# UNIT process_cpu_seconds seconds\n"
            "process_cpu_seconds_total 7\n"
            "# EOF\n");
}

TEST(ExpositionTest, SuffixAndBothLabelTextsMakeOneName) {
  const FamilyHead head = {"x_seconds", Type::kHistogram, "X."};
  const std::string text = Write(Format::kText, head, {"a=\"b\"", "le=\"1.0\"", "_bucket"});
  EXPECT_NE(text.find("\nx_seconds_bucket{a=\"b\",le=\"1.0\"} 7\n"), std::string::npos);
}

TEST(ExpositionTest, FamilyWithoutSamplesLeavesNoTrace) {
  std::string text = "before\n";
  Exposition out(Format::kText, text);
  out.Begin({"x", Type::kGauge, "X."});
  out.End();
  EXPECT_EQ(text, "before\n");
}

}  // namespace
}  // namespace reach::metrics
