// Status line and header of a response as bytes.
// Thread: pure function. Owner: none.
#pragma once

#include <chrono>
#include <string>

#include "exporter/web/message.h"

namespace reach::web {

// `version` is that of the request, 10 or 11: it decides what Connection has to say (RFC 9112 9.3).
// Content-Length is that of the body, also when the body is not sent (HEAD). A body from a source
// is chunked, or ends with the connection in HTTP/1.0 (RFC 9112 6.3).
std::string ResponseHead(const Response& response, int version, bool keep_alive,
                         std::chrono::system_clock::time_point now);

}  // namespace reach::web
