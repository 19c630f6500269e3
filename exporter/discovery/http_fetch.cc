#include "exporter/discovery/http_fetch.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "exporter/config/words.h"
#include "exporter/discovery/load.h"

namespace reach {

HttpFetch::HttpFetch(const config::TargetSource& source)
    : source_(source), request_(*source.http, kLargestList) {
  if (!problem().empty()) return;
  request_.EndAfter(std::min(source_.refresh, HttpFetch::kLongest));
  request_.AddHeader("Accept: application/json");
  const double refresh = std::chrono::duration<double>(source_.refresh).count();
  request_.AddHeader("X-Prometheus-Refresh-Interval-Seconds: " +
                     std::to_string(std::lround(refresh)));
  curl_easy_setopt(handle(), CURLOPT_PRIVATE, this);
}

std::string HttpFetch::Finish(CURLcode result, config::TargetListPtr& list) {
  const std::string prefix = source_.name + ": ";
  if (request_.too_large()) return prefix + "the answer is larger than 64 MiB";
  if (result != CURLE_OK) return prefix + request_.Explain(result);
  const long status = request_.status();
  if (status >= 300 && status < 400) {
    return prefix + "status " + std::to_string(status) + ": redirects are not followed";
  }
  if (status != 200) return prefix + "status " + std::to_string(status);
  const std::string type = request_.content_type();
  if (type != "application/json") {
    const std::string got = type.empty() ? "without a type" : config::Quoted(type);
    return prefix + "the answer must be application/json, not " + got;
  }
  return ParseInto(list, source_.name, std::move(request_.body()));
}

}  // namespace reach
