#include "exporter/config/control_reader.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "exporter/config/host.h"
#include "exporter/config/words.h"
#include "exporter/core/host_port.h"

namespace reach::config {
namespace {

constexpr std::string_view kGateway = "gateway";
constexpr std::string_view kOff = "off";
// DNS: most home routers answer there, and a port that is closed answers just as well.
constexpr std::uint16_t kGatewayPort = 53;

class ControlReader {
 public:
  // `checks` outlives this.
  ControlReader(const std::vector<Check>& checks, Modules& modules)
      : checks_(checks), modules_(modules) {}

  std::vector<Control> Read(Fields& fields, Scope scope);
  Control Gateway();

  Check CheckOf(std::string_view module, std::string host, std::uint16_t port);

 private:
  std::optional<Control> ReadOne(Fields& fields, Scope scope, const std::string& word);
  std::vector<Check> ChecksOf(const std::string& target) const;
  std::string Problem(Scope scope, const std::string& word) const;

  const std::vector<Check>& checks_;
  Modules& modules_;
};

// Some gateways answer a ping only, some a connection only; and ping may not be permitted to us.
Control ControlReader::Gateway() {
  return {std::string(kGateway), true, {CheckOf("tcp", "", kGatewayPort), CheckOf("icmp", "", 0)}};
}

std::vector<Control> ControlReader::Read(Fields& fields, Scope scope) {
  const std::string_view key = Name(scope);
  std::vector<std::string> words;
  if (fields.IsList(key)) {
    words = fields.Strings(key).value_or(std::vector<std::string>());
  } else if (auto word = fields.String(key); word && *word != kOff) {
    words.push_back(*std::move(word));
  }
  std::vector<Control> controls;
  for (const std::string& word : words) {
    if (auto control = ReadOne(fields, scope, word)) controls.push_back(*std::move(control));
  }
  return controls;
}

std::optional<Control> ControlReader::ReadOne(Fields& fields, Scope scope,
                                              const std::string& word) {
  if (word == kGateway && scope == Scope::kLan) return Gateway();
  std::vector<Check> named = ChecksOf(word);
  if (!named.empty()) return Control{word, false, std::move(named)};
  const auto place = ParseHostPort(word);
  if (place && ReadHost(place->host).problem.empty()) {
    return Control{word, false, {CheckOf("tcp", place->host, place->port)}};
  }
  // Only an address: a name without a port is more likely a target that was misspelt.
  const HostReading host = ReadHost(word);
  if (host.literal != Family::kAny) {
    return Control{word, false, {CheckOf("icmp", host.host, 0)}};
  }
  fields.Fault(Name(scope), Problem(scope, word));
  return std::nullopt;
}

std::vector<Check> ControlReader::ChecksOf(const std::string& target) const {
  std::vector<Check> found;
  std::copy_if(checks_.begin(), checks_.end(), std::back_inserter(found),
               [&](const Check& check) { return check.target == target; });
  return found;
}

std::string ControlReader::Problem(Scope scope, const std::string& word) const {
  const std::string_view gateway = scope == Scope::kLan ? ", \"gateway\"" : "";
  return Quoted(word) +
         " is not a target of this file, nor an address such as 192.0.2.1 or 192.0.2.1:443" +
         std::string(gateway) + " or \"off\"";
}

Check ControlReader::CheckOf(std::string_view module, std::string host, std::uint16_t port) {
  auto policy = std::make_shared<CheckPolicy>();
  policy->name = std::string(module);
  policy->module = modules_.Find(module)->module;
  Check check;
  check.target = "control";
  check.host = std::move(host);
  check.port = port;
  check.policy = std::move(policy);
  return check;
}

// Each is asked in every examination.
constexpr std::size_t kMostOutbound = 8;

}  // namespace

Controls ReadControls(Fields& root, const std::vector<Check>& checks, Modules& modules) {
  ControlReader reader(checks, modules);
  Controls controls;
  std::optional<Fields> fields = root.Map("control");
  for (const Scope scope : kAllScopes) {
    auto& mine = controls[static_cast<std::size_t>(scope)];
    if (fields && fields->Has(Name(scope))) {
      mine = reader.Read(*fields, scope);
    } else if (scope == Scope::kLan) {
      mine = {reader.Gateway()};
    }
  }
  return controls;
}

std::vector<Check> ReadOutbound(Fields& root, Modules& modules) {
  std::vector<Check> checks;
  if (!root.Has("outbound")) return checks;
  const std::vector<Check> none;
  ControlReader reader(none, modules);
  const auto words = root.Strings("outbound", "a list such as [\"192.0.2.1:443\"]");
  for (const std::string& word : words.value_or(std::vector<std::string>())) {
    const auto place = ParseHostPort(word);
    if (place && ReadHost(place->host).problem.empty()) {
      checks.push_back(reader.CheckOf("tcp", place->host, place->port));
    } else {
      root.Fault("outbound", Quoted(word) + " is not HOST:PORT, such as 192.0.2.1:443");
    }
  }
  if (checks.size() > kMostOutbound) root.Fault("outbound", "at most 8 are asked");
  return checks;
}

}  // namespace reach::config
