#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>
#include <yaml-cpp/stlemitter.h>

#include <array>
#include <charconv>

#include "exporter/config/blueprint.h"
#include "exporter/config/config.h"
#include "exporter/config/duration.h"
#include "exporter/config/variables.h"
#include "exporter/config/yaml.h"
#include "exporter/core/host_port.h"

namespace reach::config {
namespace {

using YAML::BeginMap;
using YAML::BeginSeq;
using YAML::EndMap;
using YAML::EndSeq;
using YAML::Key;

// Text that the loader would otherwise take for variables.
void EmitText(YAML::Emitter& out, std::string_view key, std::string_view text) {
  out << Key << std::string(key) << YAML::Value << EscapeVariables(text);
}

void Emit(YAML::Emitter& out, std::string_view key, std::string_view word) {
  out << Key << std::string(key) << YAML::Value << std::string(word);
}

void Emit(YAML::Emitter& out, std::string_view key, Duration duration) {
  Emit(out, key, FormatDuration(duration));
}

void EmitNumber(YAML::Emitter& out, std::string_view key, double number) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  Emit(out, key, std::string_view(text.data(), static_cast<std::size_t>(end.ptr - text.data())));
}

// What of a written value is not shown.
enum class Hide : std::uint8_t { kNothing, kSecrets, kEverything };

bool IsVariable(std::string_view text) {
  return text.starts_with("${") && text.find('}') == text.size() - 1;
}

Hide Within(Hide hide, std::string_view key) {
  const bool secret = key == "credentials" || key == "password" || key == "headers";
  return hide == Hide::kSecrets && secret ? Hide::kEverything : hide;
}

// A value as it was written, variables not replaced: they may hold a secret.
void EmitWritten(YAML::Emitter& out, const Value& value, Hide hide = Hide::kNothing) {
  switch (value.kind) {
    case Value::Kind::kNull:
      out << YAML::Null;
      break;
    case Value::Kind::kScalar:
      out << (hide == Hide::kEverything && !IsVariable(value.text) ? "<secret>" : value.text);
      break;
    case Value::Kind::kList:
      out << BeginSeq;
      for (const Value::Item& item : value.items) EmitWritten(out, *item.value, hide);
      out << EndSeq;
      break;
    case Value::Kind::kMap:
      out << BeginMap;
      for (const Value::Item& item : value.items) {
        out << Key << item.key << YAML::Value;
        EmitWritten(out, *item.value, Within(hide, item.key));
      }
      out << EndMap;
      break;
  }
}

const Value* Written(const Blueprint& blueprint, std::string_view key) {
  for (const Value::Item& item : blueprint.written().items) {
    if (item.key == key && !item.value->items.empty()) return item.value.get();
  }
  return nullptr;
}

// The settings under `global` that each printed check has, for those that are not printed.
void EmitRest(YAML::Emitter& out, const Blueprint& blueprint) {
  const Value* const global = Written(blueprint, "global");
  if (global == nullptr) return;
  for (const Value::Item& item : global->items) {
    if (item.key == "vantage" || item.key == "metrics" || item.key == "notice") continue;
    out << Key << item.key << YAML::Value;
    EmitWritten(out, *item.value);
  }
}

void EmitGlobal(YAML::Emitter& out, const Config& config) {
  out << Key << "global" << YAML::Value << BeginMap;
  EmitText(out, "vantage", config.vantage);
  Emit(out, "metrics", config.metrics == MetricsMode::kLean ? "lean" : "full");
  if (!config.notice.empty()) EmitText(out, "notice", config.notice);
  if (config.blueprint != nullptr) EmitRest(out, *config.blueprint);
  out << EndMap;
  const Limits& limits = config.limits;
  out << Key << "limits" << YAML::Value << BeginMap;
  Emit(out, "in_flight", std::to_string(limits.in_flight));
  Emit(out, "in_flight_per_host", std::to_string(limits.in_flight_per_host));
  EmitNumber(out, "attempts_per_second", limits.attempts_per_second);
  EmitNumber(out, "attempts_per_second_per_host", limits.attempts_per_second_per_host);
  out << EndMap;
  if (!config.storage_path.empty()) {
    out << Key << "storage" << YAML::Value << BeginMap;
    EmitText(out, "path", config.storage_path);
    out << EndMap;
  }
  if (config.nameservers.empty()) return;
  out << Key << "dns" << YAML::Value << BeginMap << Key << "nameservers" << YAML::Value
      << YAML::Flow << config.nameservers << EndMap;
}

void EmitControls(YAML::Emitter& out, const Controls& controls) {
  out << Key << "control" << YAML::Value << BeginMap;
  for (const Scope scope : kAllScopes) {
    out << Key << std::string(Name(scope)) << YAML::Value << YAML::Flow << BeginSeq;
    for (const Control& control : controls[static_cast<std::size_t>(scope)]) {
      out << EscapeVariables(control.name);
    }
    out << EndSeq;
  }
  out << EndMap;
}

void EmitHostView(YAML::Emitter& out, const HostViewSettings& settings) {
  constexpr std::array kWords = {"auto", "true", "false"};  // index: HostViewMode
  out << Key << "host_view" << YAML::Value << BeginMap;
  Emit(out, "enabled", kWords[static_cast<std::size_t>(settings.mode)]);
  if (!settings.targets.empty()) {
    out << Key << "for" << YAML::Value << YAML::Flow << BeginSeq;
    for (const std::string& target : settings.targets) out << EscapeVariables(target);
    out << EndSeq;
  }
  out << EndMap;
}

void EmitOutbound(YAML::Emitter& out, const std::vector<Check>& checks) {
  if (checks.empty()) return;
  out << Key << "outbound" << YAML::Value << YAML::Flow << BeginSeq;
  for (const Check& check : checks) {
    out << EscapeVariables(ToString(HostPort{check.host, check.port}));
  }
  out << EndSeq;
}

void EmitSections(YAML::Emitter& out, const Value& sections) {
  for (const Value::Item& item : sections.items) {
    out << Key << item.key << YAML::Value;
    EmitWritten(out, *item.value, Hide::kSecrets);
  }
}

void EmitWan(YAML::Emitter& out, const Wan& wan) {
  if (wan.sources.empty()) return;  // there is no such section
  out << Key << "wan" << YAML::Value << BeginMap;
  if (wan.enabled) Emit(out, "enabled", *wan.enabled ? "true" : "false");
  Emit(out, "interval", wan.interval);
  Emit(out, "expected", Name(wan.expected));
  Emit(out, "privacy", wan.hash ? "hash" : "address");
  out << Key << "sources" << YAML::Value << BeginSeq;
  for (const WanSource& source : wan.sources) out << EscapeVariables(ToString(source));
  out << EndSeq << EndMap;
}

void EmitDdns(YAML::Emitter& out, const std::vector<Ddns>& all) {
  if (all.empty()) return;
  out << Key << "ddns" << YAML::Value << BeginSeq;
  for (const Ddns& ddns : all) {
    out << BeginMap;
    EmitText(out, "hostname", ddns.hostname);
    Emit(out, "provider", ddns.provider);
    Emit(out, "updater_period", ddns.updater_period);
    out << Key << "targets" << YAML::Value << YAML::Flow << BeginSeq;
    for (const std::string& target : ddns.targets) out << EscapeVariables(target);
    out << EndSeq;
    if (!ddns.authority.empty()) {
      out << Key << "authority" << YAML::Value << YAML::Flow << ddns.authority;
    }
    out << EndMap;
  }
  out << EndSeq;
}

void EmitExpect(YAML::Emitter& out, const Expectation& expect) {
  out << Key << "expect" << YAML::Value << BeginMap;
  for (const Path path : kAllPaths) {
    out << Key << std::string(Name(path)) << YAML::Value << YAML::Flow << BeginSeq;
    for (const State state : kAllStates) {
      if (expect[static_cast<std::size_t>(path)].Contains(state)) out << std::string(Name(state));
    }
    out << EndSeq;
  }
  out << EndMap;
}

void EmitCheck(YAML::Emitter& out, const Check& check) {
  const CheckPolicy& policy = *check.policy;
  out << BeginMap;
  EmitText(out, "name", check.name());
  if (!policy.profile.empty()) out << YAML::Comment("of profile " + policy.profile);
  EmitText(out, "module", policy.module->name);
  if (check.port != 0) Emit(out, "port", std::to_string(check.port));
  Emit(out, "family", Name(check.family));
  if (policy.tls) Emit(out, "tls", *policy.tls ? "true" : "false");
  Emit(out, "role", Name(policy.role));
  Emit(out, "interval", policy.interval);
  Emit(out, "timeout", policy.timeout);
  Emit(out, "confirm", std::to_string(policy.confirm));
  Emit(out, "page_after", policy.page_after);
  EmitExpect(out, policy.expect);
  out << EndMap;
}

void EmitTargets(YAML::Emitter& out, const Config& config) {
  const std::vector<Check>& checks = config.checks;
  out << Key << "targets" << YAML::Value << BeginSeq;
  for (std::size_t i = 0; i < checks.size();) {
    const Check& first = checks[i];
    out << BeginMap;
    EmitText(out, "name", first.target);
    EmitText(out, "host", first.host);
    const auto joined = config.inside_of.find(first.target);
    if (joined != config.inside_of.end()) EmitText(out, "of", joined->second);
    if (first.path) Emit(out, "path", Name(*first.path));
    if (first.resolve != Resolve::kFirst) Emit(out, "resolve", Name(first.resolve));
    if (!first.labels().empty()) {
      out << Key << "labels" << YAML::Value << BeginMap;
      for (const auto& [name, value] : first.labels()) EmitText(out, name, value);
      out << EndMap;
    }
    out << Key << "checks" << YAML::Value << BeginSeq;
    for (; i < checks.size() && checks[i].target == first.target; ++i) EmitCheck(out, checks[i]);
    out << EndSeq << EndMap;
  }
  out << EndSeq;
}

}  // namespace

std::string Print(const Config& config) {
  YAML::Emitter out;
  out << BeginMap;
  EmitGlobal(out, config);
  EmitControls(out, config.controls);
  EmitHostView(out, config.host_view);
  EmitOutbound(out, config.outbound);
  if (config.sections != nullptr) EmitSections(out, *config.sections);
  EmitWan(out, config.wan);
  EmitDdns(out, config.ddns);
  if (config.blueprint != nullptr) {
    for (const char* key : {"modules", "profiles", "target_files"}) {
      const Value* const section = Written(*config.blueprint, key);
      if (section == nullptr) continue;
      out << Key << key << YAML::Value;
      EmitWritten(out, *section,
                  std::string_view(key) == "target_files" ? Hide::kSecrets : Hide::kNothing);
    }
  } else if (config.modules != nullptr && !config.modules->items.empty()) {
    out << Key << "modules" << YAML::Value;
    EmitWritten(out, *config.modules);
  }
  EmitTargets(out, config);
  out << EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace reach::config
