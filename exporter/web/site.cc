#include "exporter/web/site.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "exporter/metrics/process.h"
#include "exporter/metrics/scrape.h"
#include "exporter/web/diagnosis_json.h"
#include "exporter/web/gzip.h"
#include "exporter/web/negotiate.h"
#include "exporter/web/query.h"
#include "exporter/web/sd.h"
#include "exporter/web/status_page.h"
#include "exporter/web/status_style.h"

namespace reach::web {
namespace {

constexpr std::string_view kRead = "GET, HEAD";
constexpr std::string_view kNotReady = "Not ready: no configuration is in force yet.";

// Nothing from elsewhere, no script, no frame around it; the one style sheet is in the page.
Headers PageHeaders() {
  return {{"Content-Security-Policy",
           "default-src 'none'; style-src '" + StatusStyleHash() +
               "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "no-store"}};
}

class ScrapeBody : public BodySource {
 public:
  template <typename... Parts>
  explicit ScrapeBody(Parts&&... parts) : scrape_(std::forward<Parts>(parts)...) {}
  std::string_view Next() override { return scrape_.Next(); }

 private:
  metrics::Scrape scrape_;
};

void Compress(const Request& request, Response& response) {
  if (!AcceptsGzip(request.Header("Accept-Encoding"))) return;
  if (auto small = Gzip(response.source)) {
    response.source = std::move(small);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
}

// `methods` is a list like "GET, HEAD".
bool Takes(std::string_view methods, std::string_view method) {
  while (!methods.empty()) {
    const std::size_t comma = methods.find(',');
    if (methods.substr(0, comma) == method) return true;
    methods.remove_prefix(std::min(comma == methods.npos ? comma : comma + 2, methods.size()));
  }
  return false;
}

}  // namespace

const Site::Route Site::kRoutes[] = {
    {"/", kRead, &Site::StatusPage},
    {"/metrics", kRead, &Site::Metrics},
    {"/-/healthy", kRead, &Site::Healthy},
    {"/-/ready", kRead, &Site::Ready},
    {"/-/reload", "POST, PUT", &Site::Reload},
    {"/sd", kRead, &Site::Targets},
    {"/api/v1/diagnosis", kRead, &Site::Diagnosis},
};

Task<Response> Site::Answer(const Request& request) {
  const auto* const route =
      std::find_if(std::begin(kRoutes), std::end(kRoutes),
                   [&](const Route& candidate) { return candidate.path == request.path; });
  if (route == std::end(kRoutes)) co_return TextResponse(404, "There is no such page here.");
  if (!Takes(route->methods, request.method)) {
    Response response = TextResponse(405, "This page takes " + std::string(route->methods) + ".");
    response.headers.emplace_back("Allow", std::string(route->methods));
    co_return response;
  }
  co_return co_await (this->*route->answer)(request);
}

Task<Response> Site::StatusPage(const Request&) {
  const auto snapshot = co_await backend_.TakeSnapshot();
  const auto config = backend_.config();
  if (!snapshot || !config) co_return TextResponse(503, kNotReady);
  const TimePoint now = Clock::now();
  clock_.Update(now, std::chrono::system_clock::now());
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.headers = PageHeaders();
  response.body = RenderStatusPage(*snapshot, *config, clock_, now, backend_.views());
  co_return response;
}

Task<Response> Site::Diagnosis(const Request& request) {
  const auto verdicts = backend_.views().verdicts;
  if (verdicts == nullptr || !backend_.ready()) co_return TextResponse(503, kNotReady);
  const auto parameters = ParseQuery(request.query);
  if (!parameters) co_return TextResponse(400, "The query cannot be read.");
  const auto target = parameters->find("target");
  clock_.Update(Clock::now(), std::chrono::system_clock::now());
  Response response;
  response.content_type = "application/json";
  response.headers = {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}};
  response.body = DiagnosisJson(
      *verdicts, target == parameters->end() ? std::string_view() : target->second, clock_);
  co_return response;
}

Task<Response> Site::Metrics(const Request& request) {
  const auto snapshot = co_await backend_.TakeSnapshot();
  const auto config = backend_.config();
  if (!snapshot || !config) co_return TextResponse(503, kNotReady);
  clock_.Update(Clock::now(), std::chrono::system_clock::now());
  const Offer offer = Negotiate(request.Header("Accept"));
  Response response;
  response.content_type = offer.content_type;
  response.headers = {{"Vary", "Accept, Accept-Encoding"}, {"X-Content-Type-Options", "nosniff"}};
  metrics::Views views = backend_.views();
  if (config->metrics == config::MetricsMode::kLean) {
    views.host = nullptr;
    views.verdicts = nullptr;
  } else {
    views.inside_of = {config, &config->inside_of};
  }
  response.source = std::make_shared<ScrapeBody>(
      metrics::CheckMetrics(snapshot, config->metrics, clock_, views.verdicts, config->vantage),
      metrics::CollectSelf(*snapshot, backend_.reload(), config->shard, metrics::ReadProcess()),
      offer.format, std::move(views));
  Compress(request, response);
  co_return response;
}

Task<Response> Site::Targets(const Request& request) {
  const auto snapshot = co_await backend_.TakeSnapshot();
  if (!snapshot) co_return TextResponse(503, kNotReady);
  Response response;
  response.content_type = "application/json";
  response.headers = {{"Vary", "Accept-Encoding"}, {"X-Content-Type-Options", "nosniff"}};
  response.source = std::make_shared<TargetsBody>(snapshot);
  Compress(request, response);
  co_return response;
}

Task<Response> Site::Healthy(const Request&) {
  co_return TextResponse(200, "reach_exporter is healthy.");
}

Task<Response> Site::Ready(const Request&) {
  if (!backend_.ready()) co_return TextResponse(503, kNotReady);
  co_return TextResponse(200, "reach_exporter is ready.");
}

// It acts, so it needs somebody on this host, or somebody who has proved to be a user. A web page
// in a browser here is not that: it can send a POST to this port, but not without saying where it
// comes from (Fetch standard, Origin header).
Task<Response> Site::Reload(const Request& request) {
  const bool known = request.from_loopback || !request.user.empty();
  if (!known || !request.Header("Origin").empty()) {
    co_return TextResponse(403, "Reloading is for this host itself, and for users.");
  }
  const auto problem = co_await backend_.Reload();
  if (problem) co_return TextResponse(500, "The old configuration is kept.\n" + *problem);
  co_return TextResponse(200, "The configuration was reloaded.");
}

}  // namespace reach::web
