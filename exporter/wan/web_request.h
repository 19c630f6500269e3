// One HTTP request of the WAN view: bounded in size and time, straight to one address, no redirect
// followed, no proxy taken from the environment.
// Thread: blocks the one that calls; for a helper thread. Owner: none.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"

namespace reach::wan {

struct WebRequest {
  std::string url;
  Address to;  // the host of the URL, looked up before
  std::vector<std::string> headers = {};
  std::optional<std::string> post = std::nullopt;  // the body; none: GET
  std::size_t largest = 16384;                     // bytes of the answer; a larger one is none
  Duration patience = std::chrono::seconds(5);
};

struct WebAnswer {
  long status = 0;
  std::string body;
};

// None: no whole answer in time. `stop` ends it early.
std::optional<WebAnswer> Fetch(const WebRequest& request, const std::atomic<bool>& stop);

}  // namespace reach::wan
