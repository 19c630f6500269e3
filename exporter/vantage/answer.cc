#include "exporter/vantage/answer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace reach::vantage {
namespace {

using Json = nlohmann::json;

constexpr double kLongest = 3600;

std::string TextOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::uint8_t ByteOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return 0;
  return static_cast<std::uint8_t>(std::min<std::uint64_t>(found->get<std::uint64_t>(), 255));
}

std::optional<std::uint8_t> HeaderByte(const Json& object, const char* key) {
  return object.contains(key) ? std::optional(ByteOf(object, key)) : std::nullopt;
}

// A vantage makes twelve attempts at most, a train of echoes each.
std::optional<std::uint32_t> CountOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(found->get<std::uint64_t>(), 10000));
}

std::optional<Duration> SecondsOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kLongest)) return std::nullopt;
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

std::optional<Reason> ReasonOf(const std::string& name) {
  for (const ReasonRow& row : ReasonTable()) {
    if (row.name == name) return row.reason;
  }
  return std::nullopt;
}

Offender OffenderOf(const std::string& name) {
  for (const Offender one :
       {Offender::kTarget, Offender::kGateway, Offender::kSelf, Offender::kOther}) {
    if (Name(one) == name) return one;
  }
  return Offender::kNone;
}

std::optional<Trace> TraceOf(const Json& object) {
  const auto found = object.find("trace");
  if (found == object.end() || !found->is_object()) return std::nullopt;
  Trace trace;
  trace.answered_at = ByteOf(*found, "answered_at");
  trace.answer = ReasonOf(TextOf(*found, "answer")).value_or(Reason::kNoAnswer);
  trace.last_router = ByteOf(*found, "last_router");
  trace.last_address = Address::Parse(TextOf(*found, "last_address")).value_or(Address());
  trace.host_distance = ByteOf(*found, "host_distance");
  trace.forwarder = ByteOf(*found, "forwarder");
  trace.answer_ttl = HeaderByte(*found, "answer_ttl");
  trace.answer_tos = HeaderByte(*found, "answer_tos");
  trace.host_ttl = HeaderByte(*found, "host_ttl");
  return trace;
}

// A vantage that does not count has made one attempt.
void ReadCounts(const Json& json, Answer& answer) {
  const Reason reason = answer.seen.reason;
  const bool silence = reason == Reason::kNoAnswer || reason == Reason::kNoReplyRequired;
  answer.attempts = CountOf(json, "attempts").value_or(1);
  answer.answered = std::min(CountOf(json, "answered").value_or(silence ? 0 : 1), answer.attempts);
  answer.syn_retransmits = CountOf(json, "syn_retransmits").value_or(0);
}

}  // namespace

std::optional<Answer> ParseAnswer(const std::string& vantage, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto reason = ReasonOf(TextOf(json, "reason"));
  if (!reason) return std::nullopt;
  Answer answer;
  answer.vantage = vantage;
  answer.address = Address::Parse(TextOf(json, "address")).value_or(Address());
  answer.source = Address::Parse(TextOf(json, "source")).value_or(Address());
  answer.seen.reason = *reason;
  answer.seen.rtt = SecondsOf(json, "rtt_seconds");
  answer.seen.duration = SecondsOf(json, "duration_seconds").value_or(Duration());
  const auto type = json.find("icmp_type");
  if (type != json.end() && type->is_number_unsigned()) {
    const Offender offender = OffenderOf(TextOf(json, "offender"));
    const Address sender = offender == Offender::kTarget ? answer.address : Address();
    answer.seen.icmp = {ByteOf(json, "icmp_type"), ByteOf(json, "icmp_code"), sender, offender};
  }
  ReadCounts(json, answer);
  answer.trace = TraceOf(json);
  return answer;
}

}  // namespace reach::vantage
