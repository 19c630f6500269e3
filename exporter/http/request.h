// One request to a server of the configuration: its URL, its secrets, its TLS, by libcurl.
// Thread: one at a time. Owner: whoever asks.
#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>

#include "exporter/config/http_origin.h"
#include "exporter/core/clock.h"

namespace reach::http {

class Request {
 public:
  // Reads the files with secrets. `origin` outlives the request. An answer of more than `largest`
  // bytes ends it.
  Request(const config::HttpOrigin& origin, std::size_t largest);
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  void AddHeader(const std::string& line);
  void EndAfter(Duration limit);

  // Why there is nothing to send; "" when all is well.
  const std::string& problem() const { return problem_; }
  // With all that was set, the headers too. Null when there is no memory.
  CURL* handle();

  // What came, once the transfer has ended.
  std::string& body() { return body_; }
  bool too_large() const { return too_large_; }
  long status() const;
  std::string content_type() const;  // "application/json" without parameters, in lower case
  // The same words each time for the same trouble: curl's own often hold a duration. No secrets.
  std::string Explain(CURLcode result) const;

 private:
  void SetTransport();
  void SetAuthorization();
  void SetTls();
  // Another name in the handshake than in the URL: curl can only take that from the URL, so the
  // name goes there, and the true host is connected to and named in the Host header.
  void SetServerName();
  // The one line in a file; "" with a problem.
  std::string ReadSecret(const std::string& path);
  static std::size_t Take(char* data, std::size_t size, std::size_t count, void* request);

  const config::HttpOrigin& origin_;
  std::size_t largest_;
  std::string problem_;
  std::string body_;
  bool too_large_ = false;
  char error_[CURL_ERROR_SIZE] = "";
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers_{nullptr, curl_slist_free_all};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> connect_to_{nullptr, curl_slist_free_all};
  std::unique_ptr<CURL, void (*)(CURL*)> handle_{curl_easy_init(), curl_easy_cleanup};
};

}  // namespace reach::http
