// What a client may cost the web server in time, bytes and connections.
// Thread: values. Owner: the server.
#pragma once

#include <chrono>
#include <cstddef>

#include "exporter/core/clock.h"

namespace reach::web {

struct HttpLimits {
  Duration idle = std::chrono::seconds(75);    // between requests; Prometheus scrapes each minute
  Duration header = std::chrono::seconds(10);  // from the first byte to the end of the header
  Duration body = std::chrono::seconds(10);    // of a request
  Duration write = std::chrono::seconds(20);   // for each piece of a response
  Duration linger = std::chrono::seconds(1);   // for the client to read an answer before the close
  Duration stop = std::chrono::milliseconds(500);  // for what is under way when the server stops
  std::size_t header_bytes = 16 * 1024;            // request line included
  std::size_t body_bytes = 64 * 1024;              // of a request
  // Of all listeners together. One more ends the longest idle one; if none is idle it gets a 503.
  std::size_t connections = 256;
};

}  // namespace reach::web
