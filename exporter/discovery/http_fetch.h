// One request to an http_sd server, from its making to its answer.
// Thread: the discovery's. Owner: the Source that asks.
#pragma once

#include <curl/curl.h>

#include <string>

#include "exporter/config/target_list.h"
#include "exporter/config/target_source.h"
#include "exporter/http/request.h"

namespace reach {

class HttpFetch {
 public:
  // Not more than this per request; less when the refresh is shorter.
  static constexpr Duration kLongest = std::chrono::seconds(30);

  // Reads the files with secrets. `source` outlives the fetch.
  explicit HttpFetch(const config::TargetSource& source);
  HttpFetch(const HttpFetch&) = delete;
  HttpFetch& operator=(const HttpFetch&) = delete;

  // Why there is nothing to send; "" when all is well.
  const std::string& problem() const { return request_.problem(); }
  CURL* handle() { return request_.handle(); }

  // What came of it: "" and the list, or what is wrong, without secrets.
  std::string Finish(CURLcode result, config::TargetListPtr& list);

 private:
  const config::TargetSource& source_;
  http::Request request_;
};

}  // namespace reach
