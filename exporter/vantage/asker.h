// Asks a server over HTTPS and waits for the whole answer, without holding up the loop.
// Thread: that of its io_context; the transfers run on threads of their own. Owner: the client.
#pragma once

#include <string>

#include "exporter/config/http_origin.h"
#include "exporter/core/clock.h"
#include "exporter/net/task.h"
#include "exporter/wan/helpers.h"

namespace reach::vantage {

struct Reply {
  long status = 0;  // 0: no answer
  std::string body;
  std::string problem;  // why there is no answer, without secrets
};

class Asker {
 public:
  explicit Asker(asio::io_context& io) : helpers_(io) {}

  // `path` with its query goes behind the URL of the origin; `accept` is a media type. A few are
  // asked at once, others wait. Answers of more than a megabyte are none.
  Task<Reply> Get(config::HttpOrigin origin, std::string path, std::string accept, Duration limit);

  // What is under way ends without an answer. Blocks for a moment.
  void Stop() {
    stopped_ = true;
    helpers_.Stop();
  }

 private:
  wan::Helpers helpers_;
  bool stopped_ = false;
};

// As it goes into a query (RFC 3986 2.1).
std::string Escaped(std::string_view text);

}  // namespace reach::vantage
