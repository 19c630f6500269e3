#include "exporter/probes/tcp/tcp_options.h"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/config/fields.h"
#include "exporter/probes/payload.h"
#include "exporter/probes/socket_route.h"
#include "exporter/probes/tls_config.h"

namespace reach::tcp {
namespace {

constexpr Duration kLongestHold = std::chrono::minutes(1);

Step ReadStep(config::Fields& fields) {
  RefuseBoth(fields, "expect", "expect_bytes");
  RefuseBoth(fields, "expect", "expect_hex");
  RefuseBoth(fields, "expect_bytes", "expect_hex");
  RefuseBoth(fields, "send", "send_hex");
  Step step;
  step.expect = ReadPattern(fields, "expect", RE2::DefaultOptions);
  step.expect_bytes = fields.String("expect_bytes").value_or("");
  if (auto bytes = ReadHex(fields, "expect_hex")) step.expect_bytes = std::move(*bytes);
  if (auto text = fields.String("send")) {
    // The blackbox exporter ends every text with a newline, and its modules rely on that.
    step.send = *text + "\n";
    step.expand = step.expect != nullptr;
  }
  if (auto bytes = ReadHex(fields, "send_hex")) step.send = std::move(*bytes);
  step.starttls = fields.Bool("starttls").value_or(false);
  return step;
}

bool BeginsTls(const std::vector<Step>& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.starttls; });
}

std::vector<Step> ReadSteps(config::Fields& tcp) {
  constexpr std::array<std::string_view, 6> kActions = {"expect", "expect_bytes", "expect_hex",
                                                        "send",   "send_hex",     "starttls"};
  std::vector<Step> steps;
  for (config::Fields& fields : tcp.Maps("query_response")) {
    if (std::none_of(kActions.begin(), kActions.end(),
                     [&](std::string_view key) { return fields.Has(key); })) {
      fields.Fault("a step needs expect, expect_bytes, expect_hex, send, send_hex or starttls");
    }
    Step step = ReadStep(fields);
    if (step.starttls && BeginsTls(steps)) fields.Fault("starttls", "TLS can begin only once");
    steps.push_back(std::move(step));
  }
  return steps;
}

void ReadTls(config::Fields& tcp, Options& into) {
  into.tls = tcp.Bool("tls").value_or(false);
  const bool later = BeginsTls(into.steps);
  if (into.tls && later) tcp.Fault("tls", "a step has starttls: TLS can begin only once");
  into.client = ReadTlsConfig(tcp, into.tls || later);
}

CloseMode ReadClose(config::Fields& fields) {
  const auto word = fields.OneOf("close", {"auto", "fin", "reset"});
  if (word == "fin") return CloseMode::kFin;
  return word == "reset" ? CloseMode::kReset : CloseMode::kAuto;
}

}  // namespace

config::ModuleReading ReadOptions(config::Fields& module) {
  auto options = std::make_shared<Options>();
  SocketRoute route;
  if (auto fields = module.Map("tcp")) {
    options->steps = ReadSteps(*fields);
    ReadTls(*fields, *options);
    route = ReadRoute(*fields);
    options->origin = route.origin;
    options->close = ReadClose(*fields);
    options->hold = fields->Duration("hold", Duration::zero(), kLongestHold).value_or(Duration{});
    if (options->hold > Duration::zero() && !options->steps.empty()) {
      fields->Fault("hold", "only for a module without query_response");
    }
  }
  return {std::move(options), {State::kOpen}, route.families};
}

std::shared_ptr<const ModuleOptions> WithTls(const ModuleOptions& options, bool on) {
  auto changed = std::make_shared<Options>(dynamic_cast<const Options&>(options));
  if (BeginsTls(changed->steps)) return nullptr;
  changed->tls = on;
  if (on && !changed->client) changed->client = std::make_shared<const TlsClient>();
  return changed;
}

}  // namespace reach::tcp
