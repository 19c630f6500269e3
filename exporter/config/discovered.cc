#include "exporter/config/discovered.h"

#include <optional>
#include <set>

#include "exporter/config/host.h"
#include "exporter/config/roll.h"
#include "exporter/config/words.h"
#include "exporter/core/host_port.h"
#include "exporter/core/text.h"

namespace reach::config {
namespace {

constexpr std::size_t kMostWarnings = 20;  // for each source: a bad list may have 100,000 faults

// What is said about one source.
class Complaints {
 public:
  explicit Complaints(std::vector<std::string>& out) : out_(out) {}
  void Add(const Place& place, std::string problem) {
    if (++count_ <= kMostWarnings) out_.push_back(ToString(FaultAt(place, std::move(problem))));
  }
  // Of a label name once: every target of the list bears it.
  void AddLabel(const Place& place, const std::string& name, const std::string& problem) {
    if (labels_.insert(name).second) Add(place, "label " + Quoted(name) + " " + problem);
  }
  void Finish(const std::string& source) {
    if (count_ <= kMostWarnings) return;
    out_.push_back(source + ": " + std::to_string(count_ - kMostWarnings) + " more such warnings");
  }

 private:
  std::vector<std::string>& out_;
  std::size_t count_ = 0;
  std::set<std::string> labels_;
};

// One source's targets on their way into the checks.
class SourceReader {
 public:
  SourceReader(Blueprint& blueprint, const TargetDefaults& defaults, Roll& roll,
               Complaints& complaints)
      : blueprint_(blueprint), defaults_(defaults), roll_(roll), complaints_(complaints) {}

  void Read(const TargetList& list) {
    for (const TargetGroup& group : list.groups) {
      const TargetLabels labels = TakeApart(group.labels, defaults_.labels);
      const Place place{list.origin, group.line, ""};
      for (const std::string& name : labels.renamed) {
        complaints_.AddLabel(place, name,
                             "is the exporter's own; it becomes \"exported_" + name + "\"");
      }
      for (const std::string& name : labels.dropped) {
        complaints_.AddLabel(place, name, "is not a label name and is left out");
      }
      for (const std::string& target : group.targets) Read(place, labels, target);
    }
  }

 private:
  void Read(Place place, const TargetLabels& labels, const std::string& text) {
    place.object = "target " + Quoted(text);
    std::vector<Check> checks;
    std::string problem = MakeChecks(place, labels, text, checks);
    for (Check& check : checks) {
      if (problem.empty()) problem = roll_.Add(std::move(check));
    }
    if (!problem.empty()) complaints_.Add(place, std::move(problem));
  }

  std::string MakeChecks(const Place& place, const TargetLabels& labels, const std::string& text,
                         std::vector<Check>& checks) {
    const std::optional<HostPort> with_port = ParseHostPort(text);
    HostReading host = ReadHost(with_port ? with_port->host : text);
    if (!host.problem.empty()) return "the host " + host.problem;
    TargetLayer layer;
    layer.place = place;
    layer.host = std::move(host.host);
    layer.literal = host.literal;
    layer.labels = labels.user;
    layer.families = defaults_.check.families;
    layer.settings = defaults_.check.settings;
    layer.path = labels.path.empty() ? defaults_.path : ParsePath(labels.path);
    if (!labels.path.empty() && !layer.path) {
      return "__reach_path must be one of local, lan, hairpin, internet, not " +
             Quoted(labels.path);
    }
    layer.resolve = labels.resolve.empty() ? defaults_.resolve : ParseResolve(labels.resolve);
    if (!labels.resolve.empty() && !layer.resolve) {
      return "__reach_resolve must be first or all, not " + Quoted(labels.resolve);
    }
    const std::optional<std::uint16_t> port =
        with_port ? std::optional(with_port->port) : std::nullopt;
    bool uses_port = false;
    if (std::string problem = Choose(labels, port, layer, uses_port); !problem.empty()) {
      return problem;
    }
    layer.name = !labels.target.empty()   ? labels.target
                 : with_port && uses_port ? CleanText(ToString(*with_port))
                                          : CleanText(layer.host);
    return blueprint_.Add(layer, checks);
  }

  // A label wins over the defaults, whichever of the two words it is.
  std::string Choose(const TargetLabels& labels, std::optional<std::uint16_t> port,
                     TargetLayer& layer, bool& uses_port) {
    const bool by_label = !labels.profile.empty() || !labels.module.empty();
    if (!labels.profile.empty() && !labels.module.empty()) {
      return "__reach_profile and __param_module exclude each other";
    }
    if (!labels.profile.empty()) {
      layer.profile = {labels.profile, layer.place};
    } else if (!by_label) {
      layer.profile = defaults_.profile;
    }
    if (layer.profile) {
      return port ? "the profile says the ports; write the host alone" : "";
    }
    CheckLayer check = defaults_.check;
    check.place = layer.place;
    if (!labels.module.empty()) check.module = {labels.module, layer.place};
    if (!check.module) {
      return "no module: set __param_module, __reach_profile, or \"module\" under \"defaults\"";
    }
    if (!labels.check.empty()) check.name = labels.check;
    if (port) check.port = port;
    const Module* module = blueprint_.FindModule(check.module->value);
    uses_port = module == nullptr || module->transport != Transport::kIcmp;
    if (!uses_port) check.port.reset();
    layer.checks.push_back(std::move(check));
    return "";
  }

  Blueprint& blueprint_;
  const TargetDefaults& defaults_;
  Roll& roll_;
  Complaints& complaints_;
};

}  // namespace

Merged MergeDiscovered(const Config& config, std::span<const SourceLists> sources) {
  Merged merged;
  Roll roll(config.checks);
  for (const SourceLists& of : sources) {
    Complaints complaints(merged.warnings);
    SourceReader reader(*config.blueprint, of.source->defaults, roll, complaints);
    for (const TargetListPtr& list : of.lists) reader.Read(*list);
    complaints.Finish(of.source->name);
  }
  merged.checks = roll.Take();
  return merged;
}

}  // namespace reach::config
