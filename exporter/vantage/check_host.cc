#include "exporter/vantage/check_host.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "exporter/core/host_port.h"

namespace reach::vantage {
namespace {

using Json = nlohmann::json;

constexpr Duration kLimit = std::chrono::seconds(10);
constexpr Duration kPause = std::chrono::seconds(1);
constexpr int kMostLooks = 20;
constexpr const char* kJson = "application/json";

// Its words are those of strerror(3). A refusal may have come as a RST or as an ICMP error: it does
// not say which, and for TCP the first is the rule.
std::optional<Reason> ReasonOfError(Transport transport, const std::string& error) {
  const auto has = [&](const char* words) { return error.find(words) != std::string::npos; };
  const bool tcp = transport == Transport::kTcp;
  if (has("refused")) return tcp ? Reason::kRst : Reason::kIcmpPortUnreachable;
  if (has("timed out")) return tcp ? Reason::kNoAnswer : Reason::kNoReplyRequired;
  if (has("No route")) return Reason::kIcmpHostUnreachable;
  if (has("Network is unreachable")) return Reason::kIcmpNetUnreachable;
  return std::nullopt;
}

std::optional<Answer> ParsePlace(Transport transport, const std::string& node, const Json& list) {
  if (!list.is_array() || list.empty() || !list.front().is_object()) return std::nullopt;
  const Json& result = list.front();
  Answer answer;
  answer.vantage = std::string(kCheckHost) + "/" + node.substr(0, node.find('.'));
  if (const auto address = result.find("address");
      address != result.end() && address->is_string()) {
    answer.address = Address::Parse(address->get<std::string>()).value_or(Address());
  }
  if (const auto error = result.find("error"); error != result.end() && error->is_string()) {
    const auto reason = ReasonOfError(transport, error->get<std::string>());
    if (!reason) return std::nullopt;
    answer.seen.reason = *reason;
    return answer;
  }
  if (transport == Transport::kUdp && result.contains("timeout")) {
    answer.seen.reason = Reason::kNoReplyRequired;
    return answer;
  }
  const auto time = result.find("time");
  if (time == result.end() || !time->is_number()) return std::nullopt;
  const double seconds = time->get<double>();
  if (!(seconds >= 0 && seconds < 3600)) return std::nullopt;
  answer.seen.reason = transport == Transport::kTcp ? Reason::kSynAck : Reason::kReply;
  answer.seen.rtt = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  answer.seen.duration = *answer.seen.rtt;
  return answer;
}

std::string Trouble(const Reply& reply) {
  if (reply.status == 0) return reply.problem;
  if (reply.status != 200) return "status " + std::to_string(reply.status);
  return "its answer cannot be read";
}

}  // namespace

bool CanCheckHost(const Check& check) {
  const std::string& prober = check.policy->module->prober;
  return prober == "tcp" || prober == "udp";
}

std::string ParseRequestId(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("request_id") || !json["request_id"].is_string()) {
    return "";
  }
  const auto id = json["request_id"].get<std::string>();
  const bool plain = id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '_';
                     });
  return plain ? id : "";
}

Progress ParseResult(Transport transport, std::string_view text) {
  Progress progress;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.empty()) return progress;
  progress.finished = true;
  for (const auto& [node, list] : json.items()) {
    if (list.is_null()) {
      progress.finished = false;
    } else if (auto answer = ParsePlace(transport, node, list)) {
      progress.answers.push_back(*std::move(answer));
    }
  }
  return progress;
}

Task<std::vector<Answer>> AskCheckHost(asio::io_context& io, Asker& asker,
                                       config::CheckHostSettings settings, Check check,
                                       std::string& problem) {
  const Transport transport = check.policy->module->transport;
  config::HttpOrigin origin;
  origin.url = settings.url;
  const std::string host = check.address() ? ToString(check.address()) : check.host;
  const std::string where = Escaped(ToString(HostPort{host, check.port}));
  std::string path = "/check-" + std::string(Name(transport)) + "?host=" + where +
                     "&max_nodes=" + std::to_string(settings.nodes);
  Reply reply = co_await asker.Get(origin, path, kJson, kLimit);
  const std::string id = reply.status == 200 ? ParseRequestId(reply.body) : "";
  Progress progress;
  problem = id.empty() ? Trouble(reply) : "";
  if (id.empty()) co_return progress.answers;
  path = "/check-result/" + id;
  Timer pause(io.get_executor());
  for (int look = 0; look < kMostLooks && !progress.finished; ++look) {
    pause.expires_after(kPause);
    co_await pause.async_wait(kTuple);
    reply = co_await asker.Get(origin, path, kJson, kLimit);
    if (reply.status != 200) problem = Trouble(reply);
    if (reply.status != 200) break;
    progress = ParseResult(transport, reply.body);
  }
  co_return progress.answers;
}

}  // namespace reach::vantage
