#include "exporter/config/wan_source.h"

#include "exporter/config/host.h"
#include "exporter/core/address.h"
#include "exporter/core/host_port.h"

namespace reach::config {
namespace {

constexpr std::string_view kRouter = "router";

struct Scheme {
  std::string_view prefix;
  WanKind kind;
  std::uint16_t port;  // the usual one
};
constexpr Scheme kSchemes[] = {
    {"stun://", WanKind::kStun, 3478},  {"http://", WanKind::kHttp, 80},
    {"https://", WanKind::kHttp, 443},  {"dns://", WanKind::kDns, 53},
    {"router://", WanKind::kRouter, 0},
};

// "example.com" of "a.b.example.com"; an address as it is.
std::string DomainOf(const std::string& host) {
  if (Address::Parse(host)) return host;
  const std::size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0) return host;
  const std::size_t before = host.rfind('.', dot - 1);
  return before == host.npos ? host : host.substr(before + 1);
}

bool ReadPlace(std::string_view authority, WanSource& source) {
  auto place = ParseHostPort(authority);
  if (!place) place = ParseHost(authority);
  if (!place) return false;
  const HostReading host = ReadHost(place->host);
  if (!host.problem.empty()) return false;
  source.host = host.host;
  source.family = host.literal;
  if (place->port != 0) source.port = place->port;
  return true;
}

bool ReadQuestion(std::string_view rest, WanSource& source) {
  const std::size_t mark = rest.find('?');
  source.question = rest.substr(0, mark);
  if (!ReadHost(source.question).problem.empty()) return false;
  if (mark == rest.npos) return true;
  const std::string_view word = rest.substr(mark + 1);
  source.ask = word == "chaos" ? WanSource::Ask::kChaosText : WanSource::Ask::kText;
  return word == "chaos" || word == "txt";
}

}  // namespace

std::string_view Name(WanKind kind) {
  switch (kind) {
    case WanKind::kStun:
      return "stun";
    case WanKind::kHttp:
      return "http";
    case WanKind::kDns:
      return "dns";
    case WanKind::kRouter:
      return kRouter;
  }
  return "";
}

std::optional<WanSource> ParseWanSource(std::string_view text) {
  WanSource source;
  const std::size_t mark = text.find('#');
  if (mark != text.npos) {
    source.run_by = text.substr(mark + 1);
    if (source.run_by.empty()) return std::nullopt;
    text = text.substr(0, mark);
  }
  source.text = text;
  if (text == kRouter) {
    if (source.run_by.empty()) source.run_by = kRouter;
    return source;
  }
  for (const Scheme& scheme : kSchemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    source.kind = scheme.kind;
    source.port = scheme.port;
    text.remove_prefix(scheme.prefix.size());
    const std::size_t slash = text.find('/');
    const bool has_rest = slash != text.npos;
    if (!ReadPlace(text.substr(0, slash), source)) return std::nullopt;
    if (has_rest && source.kind != WanKind::kHttp && source.kind != WanKind::kDns) {
      return std::nullopt;
    }
    if (source.kind == WanKind::kDns &&
        !(has_rest && ReadQuestion(text.substr(slash + 1), source))) {
      return std::nullopt;
    }
    if (source.kind == WanKind::kRouter && source.family == Family::kAny) return std::nullopt;
    if (source.run_by.empty()) {
      source.run_by = source.kind == WanKind::kRouter ? kRouter : DomainOf(source.host);
    }
    return source;
  }
  return std::nullopt;
}

std::string ToString(const WanSource& source) { return source.text + "#" + source.run_by; }

}  // namespace reach::config
