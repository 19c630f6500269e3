#include "exporter/http/request.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string_view>

#include "exporter/config/error.h"
#include "exporter/config/yaml.h"
#include "exporter/version.h"

namespace reach::http {
namespace {

long Milliseconds(Duration duration) {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

}  // namespace

Request::Request(const config::HttpOrigin& origin, std::size_t largest)
    : origin_(origin), largest_(largest) {
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
}

CURL* Request::handle() {
  if (handle_) curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, headers_.get());
  return handle_.get();
}

void Request::EndAfter(Duration limit) {
  if (handle_) curl_easy_setopt(handle_.get(), CURLOPT_TIMEOUT_MS, Milliseconds(limit));
}

void Request::SetTransport() {
  curl_easy_setopt(handle_.get(), CURLOPT_URL, origin_.url.c_str());
  curl_easy_setopt(handle_.get(), CURLOPT_ERRORBUFFER, error_);
  curl_easy_setopt(handle_.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle_.get(), CURLOPT_PROXY, "");  // none from the environment
  curl_easy_setopt(handle_.get(), CURLOPT_FOLLOWLOCATION,
                   0L);  // it would send the secret elsewhere
  curl_easy_setopt(handle_.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle_.get(), CURLOPT_QUICK_EXIT, 1L);  // never waits for a lookup that hangs
  curl_easy_setopt(handle_.get(), CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle_.get(), CURLOPT_USERAGENT,
                   (std::string("reach_exporter/") + kVersion).c_str());
  curl_easy_setopt(handle_.get(), CURLOPT_WRITEFUNCTION, &Request::Take);
  curl_easy_setopt(handle_.get(), CURLOPT_WRITEDATA, this);
}

void Request::SetAuthorization() {
  if (!origin_.authorization.empty()) {
    const std::string secret = origin_.credentials_file.empty()
                                   ? origin_.credentials
                                   : ReadSecret(origin_.credentials_file);
    AddHeader("Authorization: " + origin_.authorization + " " + secret);
  }
  if (origin_.username.empty()) return;
  const std::string password =
      origin_.password_file.empty() ? origin_.password : ReadSecret(origin_.password_file);
  curl_easy_setopt(handle_.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(handle_.get(), CURLOPT_USERNAME, origin_.username.c_str());
  curl_easy_setopt(handle_.get(), CURLOPT_PASSWORD, password.c_str());
}

void Request::SetTls() {
  const auto set = [&](CURLoption option, const std::string& path) {
    if (!path.empty()) curl_easy_setopt(handle_.get(), option, path.c_str());
  };
  set(CURLOPT_CAINFO, origin_.ca_file);
  set(CURLOPT_SSLCERT, origin_.cert_file);
  set(CURLOPT_SSLKEY, origin_.key_file);
  if (!origin_.ca_file.empty()) curl_easy_setopt(handle_.get(), CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(handle_.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!origin_.server_name.empty()) SetServerName();
  if (!origin_.pinned_sha256.empty()) {  // who holds the key is trusted, whoever signed for it
    curl_easy_setopt(handle_.get(), CURLOPT_PINNEDPUBLICKEY,
                     ("sha256//" + origin_.pinned_sha256).c_str());
  } else if (!origin_.insecure_skip_verify) {
    return;
  }
  curl_easy_setopt(handle_.get(), CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(handle_.get(), CURLOPT_SSL_VERIFYHOST, 0L);
}

void Request::SetServerName() {
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
  curl_easy_setopt(handle_.get(), CURLOPT_URL, part(CURLUPART_URL).c_str());
  connect_to_.reset(curl_slist_append(nullptr, ("::" + place).c_str()));
  curl_easy_setopt(handle_.get(), CURLOPT_CONNECT_TO, connect_to_.get());
  AddHeader("Host: " + place);
}

void Request::AddHeader(const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) return;
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

std::string Request::ReadSecret(const std::string& path) {
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

std::size_t Request::Take(char* data, std::size_t size, std::size_t count, void* request) {
  auto& self = *static_cast<Request*>(request);
  const std::size_t bytes = size * count;
  self.too_large_ = self.body_.size() + bytes > self.largest_;
  if (self.too_large_) return 0;  // ends the transfer
  self.body_.append(data, bytes);
  return bytes;
}

long Request::status() const {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// RFC 9110 8.3.1.
std::string Request::content_type() const {
  const char* type = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_TYPE, &type);
  std::string media = type == nullptr ? "" : type;
  media.erase(std::min(media.find(';'), media.size()));
  while (media.ends_with(' ')) media.pop_back();
  std::transform(media.begin(), media.end(), media.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return media;
}

std::string Request::Explain(CURLcode result) const {
  if (result == CURLE_SSL_PINNEDPUBKEYNOTMATCH) return "the key is not the one that is pinned";
  const bool tls = result == CURLE_SSL_CONNECT_ERROR || result == CURLE_PEER_FAILED_VERIFICATION;
  if (tls && error_[0] != '\0') return error_;
  std::string words = curl_easy_strerror(result);
  long error = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_OS_ERRNO, &error);
  if (result == CURLE_COULDNT_CONNECT && error != 0) {
    words += std::string(": ") + std::strerror(static_cast<int>(error));
  }
  return words;
}

}  // namespace reach::http
