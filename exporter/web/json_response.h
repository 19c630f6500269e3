// An answer of the API.
// Thread: pure functions. Owner: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "exporter/web/message.h"

namespace reach::web {

// 200 with the JSON on one line; no cache keeps it.
Response JsonResponse(const nlohmann::ordered_json& json);

}  // namespace reach::web
