#include "exporter/discovery/http_fetch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string_view>

#include "exporter/config/error.h"
#include "exporter/config/words.h"
#include "exporter/config/yaml.h"
#include "exporter/discovery/load.h"
#include "exporter/version.h"

namespace reach {
namespace {

long Milliseconds(Duration duration) {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

// "application/json" with or without parameters (RFC 9110 8.3.1).
bool IsJson(const char* type) {
  if (type == nullptr) return false;
  std::string_view media(type);
  media = media.substr(0, media.find(';'));
  while (media.ends_with(' ')) media.remove_suffix(1);
  constexpr std::string_view kJson = "application/json";
  return std::equal(media.begin(), media.end(), kJson.begin(), kJson.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace

HttpFetch::HttpFetch(const config::TargetSource& source) : source_(source), origin_(*source.http) {
  if (handle_ == nullptr) {
    problem_ = "no memory for a request";
    return;
  }
  SetTransport();
  SetAuthorization();
  SetTls();
  for (const auto& [name, value] : origin_.headers) {
    std::string header = name + ": ";
    header += value;
    AddHeader(header);
  }
  AddHeader("Accept: application/json");
  const double refresh = std::chrono::duration<double>(source_.refresh).count();
  AddHeader("X-Prometheus-Refresh-Interval-Seconds: " + std::to_string(std::lround(refresh)));
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

void HttpFetch::SetTransport() {
  curl_easy_setopt(handle(), CURLOPT_URL, origin_.url.c_str());
  curl_easy_setopt(handle(), CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle(), CURLOPT_ERRORBUFFER, error_);
  curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle(), CURLOPT_PROXY, "");           // none from the environment
  curl_easy_setopt(handle(), CURLOPT_FOLLOWLOCATION, 0L);  // it would send the secret elsewhere
  curl_easy_setopt(handle(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle(), CURLOPT_QUICK_EXIT, 1L);  // never waits for a lookup that hangs
  curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS,
                   Milliseconds(std::min(source_.refresh, HttpFetch::kLongest)));
  curl_easy_setopt(handle(), CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle(), CURLOPT_USERAGENT,
                   (std::string("reach_exporter/") + kVersion).c_str());
  curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, &HttpFetch::Take);
  curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
}

void HttpFetch::SetAuthorization() {
  if (!origin_.authorization.empty()) {
    const std::string secret = origin_.credentials_file.empty()
                                   ? origin_.credentials
                                   : ReadSecret(origin_.credentials_file);
    AddHeader("Authorization: " + origin_.authorization + " " + secret);
  }
  if (origin_.username.empty()) return;
  const std::string password =
      origin_.password_file.empty() ? origin_.password : ReadSecret(origin_.password_file);
  curl_easy_setopt(handle(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(handle(), CURLOPT_USERNAME, origin_.username.c_str());
  curl_easy_setopt(handle(), CURLOPT_PASSWORD, password.c_str());
}

void HttpFetch::SetTls() {
  const auto set = [&](CURLoption option, const std::string& path) {
    if (!path.empty()) curl_easy_setopt(handle(), option, path.c_str());
  };
  set(CURLOPT_CAINFO, origin_.ca_file);
  set(CURLOPT_SSLCERT, origin_.cert_file);
  set(CURLOPT_SSLKEY, origin_.key_file);
  if (!origin_.ca_file.empty()) curl_easy_setopt(handle(), CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(handle(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!origin_.server_name.empty()) SetServerName();
  if (!origin_.insecure_skip_verify) return;
  curl_easy_setopt(handle(), CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(handle(), CURLOPT_SSL_VERIFYHOST, 0L);
}

void HttpFetch::SetServerName() {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> url(curl_url(), curl_url_cleanup);
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK)
      return std::string();
    const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
    return std::string(text);
  };
  curl_url_set(url.get(), CURLUPART_URL, origin_.url.c_str(), 0);
  const std::string place = part(CURLUPART_HOST) + ":" + part(CURLUPART_PORT);
  curl_url_set(url.get(), CURLUPART_HOST, origin_.server_name.c_str(), 0);
  curl_easy_setopt(handle(), CURLOPT_URL, part(CURLUPART_URL).c_str());
  connect_to_.reset(curl_slist_append(nullptr, ("::" + place).c_str()));
  curl_easy_setopt(handle(), CURLOPT_CONNECT_TO, connect_to_.get());
  AddHeader("Host: " + place);
}

void HttpFetch::AddHeader(const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) return;
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

std::string HttpFetch::ReadSecret(const std::string& path) {
  std::string text;
  try {
    text = config::LoadText(path);
  } catch (const config::Faults& faults) {
    problem_ = faults.what();
    return "";
  }
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  if (text.empty()) problem_ = path + ": is empty";
  if (text.find_first_of("\r\n") != std::string::npos) problem_ = path + ": has several lines";
  return problem_.empty() ? text : "";
}

std::size_t HttpFetch::Take(char* data, std::size_t size, std::size_t count, void* fetch) {
  auto& self = *static_cast<HttpFetch*>(fetch);
  const std::size_t bytes = size * count;
  self.too_large_ = self.body_.size() + bytes > kLargestList;
  if (self.too_large_) return 0;  // ends the transfer
  self.body_.append(data, bytes);
  return bytes;
}

// The same words each time for the same trouble: curl's own often hold a duration.
std::string HttpFetch::Explain(CURLcode result) const {
  const bool tls = result == CURLE_SSL_CONNECT_ERROR || result == CURLE_PEER_FAILED_VERIFICATION;
  if (tls && error_[0] != '\0') return error_;
  std::string words = curl_easy_strerror(result);
  long error = 0;
  curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &error);
  if (result == CURLE_COULDNT_CONNECT && error != 0) {
    words += std::string(": ") + std::strerror(static_cast<int>(error));
  }
  return words;
}

std::string HttpFetch::Finish(CURLcode result, config::TargetListPtr& list) {
  const std::string prefix = source_.name + ": ";
  if (too_large_) return prefix + "the answer is larger than 64 MiB";
  if (result != CURLE_OK) {
    return prefix + Explain(result);
  }
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= 300 && status < 400) {
    return prefix + "status " + std::to_string(status) + ": redirects are not followed";
  }
  if (status != 200) return prefix + "status " + std::to_string(status);
  const char* type = nullptr;
  curl_easy_getinfo(handle(), CURLINFO_CONTENT_TYPE, &type);
  if (!IsJson(type)) {
    const std::string got = type == nullptr ? "without a type" : config::Quoted(type);
    return prefix + "the answer must be application/json, not " + got;
  }
  return ParseInto(list, source_.name, std::move(body_));
}

}  // namespace reach
