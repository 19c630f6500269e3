// Which exposition format and encoding a scraper gets for what it says it accepts.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/metrics/exposition.h"

namespace reach::web {

struct Offer {
  metrics::Format format = metrics::Format::kText;
  std::string content_type;
};

// The media range with the highest q that we can serve, the earlier one of equals (RFC
// 9110 12.5.1). Blank, */* and whatever we do not know mean text 0.0.4. `escaping`, which
// Prometheus 3 adds to the 1.0.0 versions, is echoed: all our names are valid under every scheme.
Offer Negotiate(std::string_view accept);

// RFC 9110 12.5.3; a blank header accepts nothing but the plain text.
bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace reach::web
