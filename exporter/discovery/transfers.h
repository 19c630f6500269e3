// The requests under way, and the one place where the discovery waits.
// Thread: the discovery's, except Wake. Owner: the discovery.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <utility>
#include <vector>

#include "exporter/core/clock.h"
#include "exporter/discovery/http_fetch.h"

namespace reach {

class Transfers {
 public:
  Transfers();
  ~Transfers();  // all fetches are removed before
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  void Add(HttpFetch& fetch);
  void Remove(HttpFetch& fetch);  // also one that ended
  // Those that ended since the last call.
  std::vector<std::pair<HttpFetch*, CURLcode>> Advance();

  // Until a transfer can go on, `fd` is readable (-1: none), somebody calls Wake, or time is up.
  void Wait(int fd, Duration longest);
  void Wake();  // any thread

 private:
  CURLM* multi_;
};

}  // namespace reach
