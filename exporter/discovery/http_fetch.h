// One request to an http_sd server, from its making to its answer.
// Thread: the discovery's. Owner: the Source that asks.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "exporter/config/target_list.h"
#include "exporter/config/target_source.h"

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
  const std::string& problem() const { return problem_; }
  CURL* handle() const { return handle_.get(); }

  // What came of it: "" and the list, or what is wrong, without secrets.
  std::string Finish(CURLcode result, config::TargetListPtr& list);

 private:
  void SetTransport();
  void SetAuthorization();
  void SetTls();
  // Another name in the handshake than in the URL: curl can only take that from the URL, so the
  // name goes there, and the true host is connected to and named in the Host header.
  void SetServerName();
  std::string Explain(CURLcode result) const;
  void AddHeader(const std::string& line);
  // The one line in a file; "" with a problem.
  std::string ReadSecret(const std::string& path);
  static std::size_t Take(char* data, std::size_t size, std::size_t count, void* fetch);

  const config::TargetSource& source_;
  const config::HttpOrigin& origin_;
  std::string problem_;
  std::string body_;
  bool too_large_ = false;
  char error_[CURL_ERROR_SIZE] = "";
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers_{nullptr, curl_slist_free_all};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> connect_to_{nullptr, curl_slist_free_all};
  std::unique_ptr<CURL, void (*)(CURL*)> handle_{curl_easy_init(), curl_easy_cleanup};
};

}  // namespace reach
