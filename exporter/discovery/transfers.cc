#include "exporter/discovery/transfers.h"

#include <algorithm>
#include <chrono>

namespace reach {

Transfers::Transfers() {
  curl_global_init(CURL_GLOBAL_DEFAULT);  // counted, and safe from any thread since 7.84
  multi_ = curl_multi_init();
}

Transfers::~Transfers() {
  curl_multi_cleanup(multi_);
  curl_global_cleanup();
}

void Transfers::Add(HttpFetch& fetch) { curl_multi_add_handle(multi_, fetch.handle()); }

void Transfers::Remove(HttpFetch& fetch) { curl_multi_remove_handle(multi_, fetch.handle()); }

std::vector<std::pair<HttpFetch*, CURLcode>> Transfers::Advance() {
  std::vector<std::pair<HttpFetch*, CURLcode>> ended;
  int running = 0;
  curl_multi_perform(multi_, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    char* fetch = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &fetch);
    ended.emplace_back(reinterpret_cast<HttpFetch*>(fetch), message->data.result);
  }
  return ended;
}

void Transfers::Wait(int fd, Duration longest) {
  using std::chrono::milliseconds;
  curl_waitfd extra{fd, CURL_WAIT_POLLIN, 0};
  const auto left = std::clamp<milliseconds>(std::chrono::ceil<milliseconds>(longest),
                                             milliseconds(0), std::chrono::hours(1));
  curl_multi_poll(multi_, &extra, fd < 0 ? 0 : 1, static_cast<int>(left.count()), nullptr);
}

void Transfers::Wake() { curl_multi_wakeup(multi_); }

}  // namespace reach
