#include "exporter/web/probe_api.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "exporter/config/config.h"
#include "exporter/probes/probe_report.h"
#include "exporter/probes/registry.h"
#include "exporter/wan/datagram.h"
#include "exporter/web/json_response.h"

namespace reach::web {
namespace {

constexpr Duration kTimeout = std::chrono::seconds(4);
constexpr int kMaxAtOnce = 64;
constexpr std::size_t kMaxModules = 200;
// A trace sends up to thirty packets, and several attempts up to as many.
constexpr int kCostOfTrace = 4;
constexpr int kCostOfMore = 1;

std::string Value(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

bool IsSet(const Parameters& parameters, std::string_view name) {
  return Value(parameters, name) == "1";
}

std::optional<Parameters> ParametersOf(const Request& request) {
  std::string query = request.query;
  if (request.method == "POST" && !request.body.empty()) query += "&" + request.body;
  return ParseQuery(query);
}

// The whole text, and within the range.
std::optional<int> NumberOf(const std::string& text, int smallest, int largest) {
  int number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = end.ec == std::errc() && end.ptr == text.data() + text.size();
  return whole && number >= smallest && number <= largest ? std::optional(number) : std::nullopt;
}

bool IsSuccess(const Module& module, const Observation& seen) {
  return module.expect.Contains(seen.state()) && RowOf(seen.reason).complete;
}

void AddCounts(const Tally& tally, nlohmann::ordered_json& json) {
  json["attempts"] = tally.attempts();
  json["answered"] = tally.answered();
  json["lost"] = tally.attempts() - std::min(tally.answered(), tally.attempts());
  json["syn_retransmits"] = tally.syn_retransmits();
}

nlohmann::ordered_json JsonOf(const Trace& trace) {
  nlohmann::ordered_json json = {
      {"answered_at", trace.answered_at},     {"answer", Name(trace.answer)},
      {"last_router", trace.last_router},     {"last_address", ToString(trace.last_address)},
      {"host_distance", trace.host_distance}, {"forwarder", trace.forwarder}};
  if (trace.answer_ttl) json["answer_ttl"] = *trace.answer_ttl;
  if (trace.answer_tos) json["answer_tos"] = *trace.answer_tos;
  if (trace.host_ttl) json["host_ttl"] = *trace.host_ttl;
  return json;
}

}  // namespace

ProbeApi::ProbeApi(asio::io_context& io, NameLookup lookup, FindModule find)
    : once_(std::make_unique<OneShot>(io, std::move(lookup))),
      find_(std::move(find)),
      access_(config::ProbeApiSettings(), {}),
      per_minute_(config::ProbeApiSettings().rate),
      rate_(per_minute_) {}

void ProbeApi::Apply(const config::ProbeApiSettings& settings, const std::set<std::string>& hosts) {
  access_ = ProbeAccess(settings, hosts);
  modules_.clear();
  if (std::exchange(per_minute_, settings.rate) != settings.rate) rate_ = CallerRate(per_minute_);
}

void ProbeApi::Stop() {
  if (std::exchange(stopping_, true)) return;
  once_->Stop();
  if (busy_ == 0) once_.reset();
}

std::shared_ptr<const Module> ProbeApi::ModuleNamed(const std::string& name) {
  const auto known = modules_.find(name);
  if (known != modules_.end()) return known->second;
  if (modules_.size() >= kMaxModules) modules_.clear();
  return modules_[name] = find_(name);
}

std::optional<Response> ProbeApi::ReadModule(const Parameters& parameters, Wish& wish) {
  const std::string name = Value(parameters, "module");
  wish.module = ModuleNamed(name.empty() ? "tcp" : name);
  const std::string other = Value(parameters, "else");
  if (!wish.module && !other.empty()) wish.module = ModuleNamed(other);
  if (!wish.module) return TextResponse(400, "There is no module of that name here.");
  if (IsSet(parameters, "tls")) wish.module = config::WithTls(*wish.module, true, Probers());
  if (!wish.module) return TextResponse(400, "This module cannot speak TLS.");
  return std::nullopt;
}

std::optional<Response> ProbeApi::Read(const Request& request, Wish& wish) {
  const auto parameters = ParametersOf(request);
  if (!parameters) return TextResponse(400, "The parameters cannot be read.");
  const auto host = ParseHost(Value(*parameters, "target"));
  if (!host) return TextResponse(400, "\"target\" must be a host, without a port.");
  wish.host = host->host;
  wish.trace = IsSet(*parameters, "trace");
  wish.mark = Value(*parameters, "mark");
  const std::string family = Value(*parameters, "family");
  if (!family.empty() && !ParseFamily(family)) {
    return TextResponse(400, "\"family\" must be any, ip4 or ip6.");
  }
  if (!family.empty()) wish.family = *ParseFamily(family);
  if (parameters->contains("count")) {
    const auto count = NumberOf(Value(*parameters, "count"), 1, kMostAttempts);
    if (!count) {
      return TextResponse(400, "\"count\" must be 1 to " + std::to_string(kMostAttempts) + ".");
    }
    wish.count = *count;
  }
  if (auto refused = ReadModule(*parameters, wish)) return refused;
  if (auto refused = ReadPort(*parameters, wish)) return refused;
  const std::string problem = access_.RefusePort(wish.port);
  if (!problem.empty()) return TextResponse(403, problem);
  return std::nullopt;
}

std::optional<Response> ProbeApi::ReadPort(const Parameters& parameters, Wish& wish) {
  if (wish.module->transport == Transport::kIcmp) return std::nullopt;
  const auto port = NumberOf(Value(parameters, "port"), 1, 65535);
  if (!port) return TextResponse(400, "\"port\" must be 1 to 65535.");
  wish.port = static_cast<std::uint16_t>(*port);
  return std::nullopt;
}

// The caller is the TCP peer and who he has proved to be: headers can say anything.
std::optional<Response> ProbeApi::Admit(const Request& request, int cost, Wish& wish) {
  if (request.method != "GET" && request.method != "POST") {
    Response response = TextResponse(405, "This takes GET and POST.");
    response.headers.emplace_back("Allow", "GET, POST");
    return response;
  }
  if (request.user.empty()) {
    return TextResponse(401,
                        "This needs a token of probe_api, a user of the web configuration, or a "
                        "verified client certificate.");
  }
  if (stopping_ || busy_ >= kMaxAtOnce) return TextResponse(503, "Too much is under way.");
  if (auto refused = Read(request, wish)) return refused;
  wish.caller = ToString(request.peer) + " " + request.user;
  if (rate_.Take(wish.caller, cost, Clock::now())) return std::nullopt;
  Response response = TextResponse(429, "That was too often: see \"rate\" of probe_api.");
  response.headers.emplace_back("Retry-After", "60");
  return response;
}

Task<Response> ProbeApi::Probe(const Request& request) {
  Wish wish;
  if (auto refused = Admit(request, 1, wish)) co_return *std::move(refused);
  co_return co_await Attempt(wish);
}

std::string ProbeApi::RefuseAddress(const Wish& wish, const Address& address) {
  const bool own = once_->network().PathTo(address, Clock::now()) == Path::kLocal;
  return access_.RefuseAddress(wish.host, address, own);
}

Task<Tally> ProbeApi::TryAt(const Wish& wish, const Destination& where) {
  const bool more = wish.count > 1 && rate_.Take(wish.caller, kCostOfMore, Clock::now());
  Asking asking;
  asking.module = wish.module;
  asking.where = where;
  asking.timeout = kTimeout;
  asking.most = more ? wish.count : 1;
  asking.is_success = [module = wish.module](const Observation& seen) {
    return IsSuccess(*module, seen);
  };
  co_return co_await TryOften(*once_, std::move(asking));
}

Response ProbeApi::AnswerOf(const Wish& wish, const Outcome& outcome) {
  const bool has_port = wish.module->transport != Transport::kIcmp;
  const HostPort where{wish.host, wish.port};
  const Observation& seen = outcome.tally.seen();
  const Address& address = outcome.where.address;
  nlohmann::ordered_json json = reach::JsonOf(
      ProbeReport{has_port ? ToString(where) : wish.host, where, address, wish.module->transport,
                  wish.module->name, IsSuccess(*wish.module, seen), seen});
  if (wish.count > 1) AddCounts(outcome.tally, json);
  if (address) json["source"] = ToString(wan::SourceTowards(once_->io(), address));
  if (outcome.trace) json["trace"] = JsonOf(*outcome.trace);
  return JsonResponse(json);
}

// Where a name has no address, that is all there is to say.
Task<Response> ProbeApi::Attempt(const Wish& wish) {
  const Busy busy(*this);
  const Names::Found found = co_await once_->Find(wish.host, wish.family);
  Outcome outcome{{found.address, wish.port, std::make_shared<const std::string>(wish.host)},
                  Tally(wish.module->transport),
                  {}};
  if (!found.address) {
    Observation unresolved;
    unresolved.reason = found.failure;
    outcome.tally.Add(unresolved, false);
    co_return AnswerOf(wish, outcome);
  }
  const std::string problem = RefuseAddress(wish, found.address);
  if (!problem.empty()) co_return TextResponse(403, problem);
  std::shared_ptr<AnswerWatch> watch;
  if (wish.trace) watch = once_->WatchAnswers(found.address);
  outcome.tally = co_await TryAt(wish, outcome.where);
  const bool asked = wish.trace && outcome.tally.seen().state() != State::kOpen && !stopping_;
  if (asked && rate_.Take(wish.caller, kCostOfTrace, Clock::now()))
    outcome.trace = co_await once_->FollowRoute(wish.module->transport, outcome.where);
  co_return AnswerOf(wish, outcome);
}

}  // namespace reach::web
