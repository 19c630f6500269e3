#include "exporter/web/negotiate.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

constexpr const char* kText = "text/plain; version=0.0.4; charset=utf-8";
constexpr const char* kOpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

std::string TypeFor(std::string_view accept) { return Negotiate(accept).content_type; }

TEST(NegotiateTest, Prometheus2GetsOpenMetrics) {
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                    "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
            kOpenMetrics);
}

TEST(NegotiateTest, Prometheus3GetsOpenMetricsWithItsEscapingEchoed) {
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                    "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;"
                    "escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
            std::string(kOpenMetrics) + "; escaping=allow-utf-8");
}

// With scrape_protocols that begin with PrometheusProto, as native histograms make it.
TEST(NegotiateTest, Prometheus3ThatWouldLikeProtobufGetsOpenMetrics) {
  EXPECT_EQ(TypeFor("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    "encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;"
                    "escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                    "text/plain;version=0.0.4;q=0.2,*/*;q=0.1"),
            std::string(kOpenMetrics) + "; escaping=allow-utf-8");
  EXPECT_EQ(TypeFor("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    "encoding=delimited;escaping=underscores;q=0.6,*/*;q=0.5"),
            kText);
}

// metric_name_validation_scheme: legacy.
TEST(NegotiateTest, Prometheus3WithLegacyNamesGetsItsEscapingToo) {
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,"
                    "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;"
                    "escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
            std::string(kOpenMetrics) + "; escaping=underscores");
}

// Of text 1.0.0 we know no more than that it is asked for: 0.0.4 says the same, and says so.
TEST(NegotiateTest, Prometheus3ThatWantsTextOnlyGetsText) {
  EXPECT_EQ(TypeFor("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                    "text/plain;version=0.0.4;q=0.5,*/*;q=0.4"),
            kText);
  EXPECT_EQ(TypeFor("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.5"), kText);
}

TEST(NegotiateTest, EscapingThatIsUnknownIsNotEchoed) {
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=1.0.0;escaping=x\"y"), kOpenMetrics);
}

TEST(NegotiateTest, OpenMetrics2IsNeverGivenUnasked) {
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=2.0.0,text/plain;version=0.0.4;q=0.1"),
            kText);
  EXPECT_EQ(TypeFor("application/openmetrics-text;version=2.0.0;q=0.9,"
                    "application/openmetrics-text;version=1.0.0;q=0.8"),
            kOpenMetrics);
}

TEST(NegotiateTest, BlankAnythingBrowsersAndNonsenseMeanText) {
  for (const char* accept :
       {"", "*/*", "text/*", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", ";;,=,q",
        "application/json", "application/vnd.google.protobuf;encoding=delimited"}) {
    EXPECT_EQ(TypeFor(accept), kText) << accept;
  }
}

TEST(NegotiateTest, HighestQWinsAndZeroExcludes) {
  EXPECT_EQ(TypeFor("text/plain;q=0.9,application/openmetrics-text;q=0.8"), kText);
  EXPECT_EQ(TypeFor("text/plain;q=0.7 , Application/OpenMetrics-Text ; q=0.8"), kOpenMetrics);
  EXPECT_EQ(TypeFor("application/openmetrics-text;q=0"), kText);
  EXPECT_EQ(TypeFor("application/openmetrics-text;q=nan"), kText);
}

TEST(NegotiateTest, GzipIsUsedWhenItIsNamedOrAnythingGoes) {
  EXPECT_TRUE(AcceptsGzip("gzip"));
  EXPECT_TRUE(AcceptsGzip("deflate, GZIP;q=0.5"));
  EXPECT_TRUE(AcceptsGzip("*"));
  EXPECT_FALSE(AcceptsGzip(""));
  EXPECT_FALSE(AcceptsGzip("identity"));
  EXPECT_FALSE(AcceptsGzip("*, gzip;q=0"));
  EXPECT_FALSE(AcceptsGzip("gzip;q=0, *"));
}

}  // namespace
}  // namespace reach::web
