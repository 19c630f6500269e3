#include "exporter/config/wan_reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "exporter/config/host.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array kKinds = {WanKind::kStun, WanKind::kHttp, WanKind::kDns, WanKind::kRouter};
constexpr std::array kExpected = {ExpectedNat::kDirect, ExpectedNat::kNat, ExpectedNat::kCgnat};
// Others pay for the default sources.
constexpr Duration kPoliteInterval = minutes(1);
// With fewer no majority says anything.
constexpr std::size_t kLeastSources = 3;
constexpr std::size_t kLeastKinds = 2;

void AddDefaults(std::optional<WanKind> kind, std::vector<WanSource>& sources) {
  for (const WanSource& source : DefaultWanSources()) {
    if (!kind || source.kind == *kind) sources.push_back(source);
  }
}

// True: default sources were added.
bool AddSource(Fields& fields, const std::string& word, std::vector<WanSource>& sources) {
  for (const WanKind kind : kKinds) {
    if (word != Name(kind)) continue;
    AddDefaults(kind, sources);
    return kind != WanKind::kRouter;
  }
  if (auto source = ParseWanSource(word)) {
    sources.push_back(*std::move(source));
  } else {
    fields.Fault("sources", Quoted(word) +
                                " is none of stun, dns, http and router, nor an address such as "
                                "stun://host:3478, https://host/path, dns://server/name?txt or "
                                "router://192.168.1.1");
  }
  return false;
}

void RefuseTooFew(Fields& fields, const std::vector<WanSource>& sources) {
  std::set<WanKind> kinds;
  for (const WanSource& source : sources) kinds.insert(source.kind);
  if (sources.size() >= kLeastSources && kinds.size() >= kLeastKinds) return;
  fields.Fault("sources",
               "at least three sources of two kinds (stun, dns, http, router) are "
               "needed: fewer could not outvote one that is wrong");
}

std::optional<ExpectedNat> ReadExpected(Fields& fields) {
  const auto word = fields.OneOf("expected", {"direct", "nat", "cgnat"});
  if (!word) return std::nullopt;
  return *std::find_if(kExpected.begin(), kExpected.end(),
                       [&](ExpectedNat expected) { return Name(expected) == *word; });
}

void ReadTargetNames(Fields& fields, const std::vector<Check>& checks, Ddns& ddns) {
  ddns.targets = fields.Strings("targets").value_or(std::vector<std::string>());
  for (const std::string& target : ddns.targets) {
    const bool known = std::any_of(checks.begin(), checks.end(),
                                   [&](const Check& check) { return check.target == target; });
    if (!known) fields.Fault("targets", Quoted(target) + " is not a target of this file");
  }
}

Ddns ReadEntry(Fields& fields, const std::vector<Check>& checks) {
  Ddns ddns;
  if (auto hostname = fields.String("hostname")) {
    const HostReading host = ReadHost(*hostname);
    if (!host.problem.empty() || host.literal != Family::kAny) {
      fields.Fault("hostname", Quoted(*hostname) + " is not a DNS name");
    }
    ddns.hostname = host.host;
    fields.Rename("ddns " + Quoted(ddns.hostname));
  } else {
    fields.Fault(Quoted("hostname") + " is missing");
  }
  ddns.provider =
      fields.OneOf("provider", {"duckdns", "noip", "dyndns2", "other"}).value_or("other");
  ddns.updater_period =
      fields.Duration("updater_period", seconds(10), hours(24 * 31)).value_or(ddns.updater_period);
  ddns.authority = fields.Strings("authority").value_or(std::vector<std::string>());
  for (const std::string& server : ddns.authority) {
    if (IsNameserver(server)) continue;
    fields.Fault("authority", Quoted(server) + " is not an address of a DNS server");
  }
  ReadTargetNames(fields, checks, ddns);
  return ddns;
}

}  // namespace

std::string_view Name(ExpectedNat expected) {
  switch (expected) {
    case ExpectedNat::kDirect:
      return "direct";
    case ExpectedNat::kNat:
      return "nat";
    case ExpectedNat::kCgnat:
      return "cgnat";
  }
  return "";
}

Wan ReadWan(Fields& root) {
  Wan wan;
  std::optional<Fields> fields = root.Map("wan");
  if (!fields) return wan;
  wan.enabled = fields->Bool("enabled");
  bool polite = !fields->Has("sources");
  if (polite) AddDefaults(std::nullopt, wan.sources);
  for (const std::string& word : fields->Strings("sources").value_or(std::vector<std::string>())) {
    polite |= AddSource(*fields, word, wan.sources);
  }
  RefuseTooFew(*fields, wan.sources);
  wan.interval = fields->Duration("interval", seconds(1), hours(24)).value_or(wan.interval);
  if (polite && wan.interval < kPoliteInterval) {
    fields->Fault("interval", "must be 1m or more for the default sources, which others pay for");
  }
  wan.expected = ReadExpected(*fields).value_or(wan.expected);
  wan.hash = fields->OneOf("privacy", {"address", "hash"}).value_or("address") == "hash";
  return wan;
}

std::vector<Ddns> ReadDdns(Fields& root, const std::vector<Check>& checks) {
  std::vector<Ddns> all;
  std::set<std::string> names;
  for (Fields& fields : root.Maps("ddns")) {
    all.push_back(ReadEntry(fields, checks));
    if (!names.insert(all.back().hostname).second) fields.Fault("hostname", "is there already");
  }
  return all;
}

}  // namespace reach::config
