// The half of the probe API that sends marked packets.
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "exporter/net/marked_packets.h"
#include "exporter/web/json_response.h"
#include "exporter/web/probe_api.h"

namespace reach::web {
namespace {

// Three packets.
constexpr int kCostOfArrival = 3;

bool IsMark(std::string_view text) {
  return text.size() >= 16 && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

}  // namespace

Task<Response> ProbeApi::Arrival(const Request& request) {
  Wish wish;
  if (auto refused = Admit(request, kCostOfArrival, wish)) co_return *std::move(refused);
  if (!IsMark(wish.mark))
    co_return TextResponse(400, "\"mark\" must be 16 to 64 letters or digits.");
  if (wish.module->transport == Transport::kIcmp) {
    co_return TextResponse(400, "Pings cannot be marked.");
  }
  co_return co_await SendTo(wish);
}

Task<Response> ProbeApi::SendTo(const Wish& wish) {
  const Busy busy(*this);
  const Names::Found found = co_await once_->Find(wish.host, wish.family);
  const std::string problem = found.address ? RefuseAddress(wish, found.address) : "";
  if (!problem.empty()) co_return TextResponse(403, problem);
  MarkedSent sent;
  if (found.address) {
    sent = co_await SendMarked(once_->io(), wish.module->transport, found.address, wish.port,
                               wish.mark);
  }
  nlohmann::ordered_json json = {{"address", nullptr}, {"source", nullptr}};
  json["source_ports"] = sent.ports;
  if (found.address) json["address"] = ToString(found.address);
  if (sent.source) json["source"] = ToString(sent.source);
  co_return JsonResponse(json);
}

}  // namespace reach::web
