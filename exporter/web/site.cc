#include "exporter/web/site.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "exporter/metrics/process.h"
#include "exporter/metrics/scrape.h"
#include "exporter/web/gzip.h"
#include "exporter/web/negotiate.h"
#include "exporter/web/status_page.h"
#include "exporter/web/status_style.h"

namespace reach::web {
namespace {

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

}  // namespace

const Site::Route Site::kRoutes[] = {
    {"/", &Site::StatusPage},
    {"/metrics", &Site::Metrics},
    {"/-/healthy", &Site::Healthy},
    {"/-/ready", &Site::Ready},
};

Task<Response> Site::Answer(const Request& request) {
  const auto* const route =
      std::find_if(std::begin(kRoutes), std::end(kRoutes),
                   [&](const Route& candidate) { return candidate.path == request.path; });
  if (route == std::end(kRoutes)) co_return TextResponse(404, "There is no such page here.");
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = TextResponse(405, "This page is only for reading.");
    response.headers.emplace_back("Allow", "GET, HEAD");
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
  response.body = RenderStatusPage(*snapshot, *config, clock_, now);
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
  response.body = metrics::RenderScrape(*snapshot, config->metrics, offer.format, clock_,
                                        backend_.reload(), metrics::ReadProcess());
  if (!AcceptsGzip(request.Header("Accept-Encoding"))) co_return response;
  if (auto small = Gzip(response.body)) {
    response.body = std::move(*small);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  co_return response;
}

Task<Response> Site::Healthy(const Request&) {
  co_return TextResponse(200, "reach_exporter is healthy.");
}

Task<Response> Site::Ready(const Request&) {
  if (!backend_.ready()) co_return TextResponse(503, kNotReady);
  co_return TextResponse(200, "reach_exporter is ready.");
}

}  // namespace reach::web
