#include "exporter/web/json_response.h"

#include <nlohmann/json.hpp>

#include "exporter/probes/probe_report.h"

namespace reach::web {

Response JsonResponse(const nlohmann::ordered_json& json) {
  Response response;
  response.content_type = "application/json";
  response.headers = {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
  response.body = ToText(json);
  return response;
}

}  // namespace reach::web
