// Compression of a response body on its way.
// Thread: one at a time. Owner: the response.
#pragma once

#include <memory>

#include "exporter/web/message.h"

namespace reach::web {

// RFC 1952 at level 1: higher levels cost more CPU than the bytes are worth on a scrape. Null when
// there is no memory for it.
std::shared_ptr<BodySource> Gzip(std::shared_ptr<BodySource> plain);

}  // namespace reach::web
