#include "exporter/config/vantages.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "exporter/config/fields.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

// The own attempts of this exporter are called so.
constexpr std::string_view kLocal = "local";

bool SpeaksPlain(const HttpOrigin& origin) { return origin.url.starts_with("http://"); }

void ReadTargets(Fields& fields, Vantage& vantage, const std::set<std::string_view>& known,
                 std::vector<std::string>* warnings) {
  vantage.targets =
      fields.Strings("targets", "a list of targets").value_or(std::vector<std::string>());
  const std::vector<std::string_view> words(known.begin(), known.end());
  for (const std::string& name : vantage.targets) {
    if (known.contains(name)) continue;
    std::string problem = UnknownWord("target", name, words);
    if (warnings == nullptr) {
      fields.Fault("targets", std::move(problem));
    } else {
      warnings->push_back(ToString(FaultAt(fields.Where("targets"), std::move(problem))));
    }
  }
}

Vantage ReadVantage(Fields& fields, const std::string& file) {
  Vantage vantage;
  vantage.name = fields.Label("name").value_or("");
  if (!fields.Has("name")) fields.Fault("\"name\" is missing");
  if (!vantage.name.empty()) fields.Rename("vantage " + Quoted(vantage.name));
  if (vantage.name == kLocal) fields.Fault("name", "\"local\" is this exporter itself");
  vantage.origin = ReadHttpOrigin(fields, file);
  while (vantage.origin.url.ends_with('/')) vantage.origin.url.pop_back();
  if (vantage.origin.url.find_first_of("?#") != std::string::npos) {
    fields.Fault("url", "\"url\" must end with the host, its port or a path");
  }
  const bool has_secret = !vantage.origin.authorization.empty() || !vantage.origin.username.empty();
  if (has_secret && SpeaksPlain(vantage.origin)) {
    fields.Fault("url", "a token or a password would be readable on the way: use https://");
  }
  return vantage;
}

}  // namespace

std::vector<Vantage> ReadVantages(Fields& root, const std::string& file,
                                  const std::vector<Check>& checks,
                                  std::vector<std::string>& warnings) {
  std::set<std::string_view> known;
  for (const Check& check : checks) known.insert(check.target);
  const bool more_come = !root.IsEmpty("target_files");
  std::vector<Vantage> vantages;
  for (Fields& fields : root.Maps("vantages")) {
    Vantage vantage = ReadVantage(fields, file);
    ReadTargets(fields, vantage, known, more_come ? &warnings : nullptr);
    const auto same = [&](const Vantage& other) { return other.name == vantage.name; };
    if (std::any_of(vantages.begin(), vantages.end(), same)) {
      fields.Fault("name", "there is another vantage " + Quoted(vantage.name));
    }
    vantages.push_back(std::move(vantage));
  }
  return vantages;
}

CheckHostSettings ReadCheckHost(Fields& root) {
  CheckHostSettings settings;
  auto fields = root.Map("check_host");
  if (!fields) return settings;
  settings.enabled = fields->Bool("enabled").value_or(false);
  const auto consent = fields->String("consent");
  if (settings.enabled && consent != kCheckHostConsent) {
    fields->Fault("consent",
                  "it shows the address of your server to everybody; if that is all "
                  "right, write consent: " +
                      Quoted(kCheckHostConsent));
    settings.enabled = false;
  }
  if (auto url = fields->String("url")) settings.url = *std::move(url);
  while (settings.url.ends_with('/')) settings.url.pop_back();
  if (!settings.url.starts_with("https://") && !settings.url.starts_with("http://")) {
    fields->Fault("url", "\"url\" must begin with http:// or https://");
  }
  if (const auto nodes = fields->Integer("nodes", 1, 10)) {
    settings.nodes = static_cast<int>(*nodes);
  }
  settings.targets =
      fields->Strings("targets", "a list of targets").value_or(std::vector<std::string>());
  return settings;
}

}  // namespace reach::config
