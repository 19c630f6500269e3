#include "exporter/probes/tcp/tcp_options.h"

#include <utility>

#include "exporter/config/fields.h"
#include "exporter/probes/payload.h"

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
  return step;
}

CloseMode ReadClose(config::Fields& fields) {
  const auto word = fields.OneOf("close", {"auto", "fin", "reset"});
  if (word == "fin") return CloseMode::kFin;
  return word == "reset" ? CloseMode::kReset : CloseMode::kAuto;
}

}  // namespace

config::ModuleReading ReadOptions(config::Fields& module) {
  auto options = std::make_shared<Options>();
  if (auto fields = module.Map("tcp")) {
    for (config::Fields& step : fields->Maps("query_response")) {
      if (!step.Has("expect") && !step.Has("expect_bytes") && !step.Has("expect_hex") &&
          !step.Has("send") && !step.Has("send_hex")) {
        step.Fault("a step needs expect, expect_bytes, expect_hex, send or send_hex");
      }
      options->steps.push_back(ReadStep(step));
    }
    options->close = ReadClose(*fields);
    options->hold = fields->Duration("hold", Duration::zero(), kLongestHold).value_or(Duration{});
    if (options->hold > Duration::zero() && !options->steps.empty()) {
      fields->Fault("hold", "only for a module without query_response");
    }
  }
  return {std::move(options), {State::kOpen}};
}

}  // namespace reach::tcp
