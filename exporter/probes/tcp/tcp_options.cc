#include "exporter/probes/tcp/tcp_options.h"

#include <utility>

#include "exporter/config/fields.h"
#include "exporter/core/hex.h"

namespace reach::tcp {
namespace {

constexpr Duration kLongestHold = std::chrono::minutes(1);

std::shared_ptr<const RE2> ReadPattern(config::Fields& fields, std::string_view key) {
  const auto text = fields.String(key);
  if (!text) return nullptr;
  RE2::Options quiet;
  quiet.set_log_errors(false);
  auto pattern = std::make_shared<const RE2>(*text, quiet);
  if (pattern->ok()) return pattern;
  fields.Fault(key, "bad regular expression: " + pattern->error());
  return nullptr;
}

std::optional<std::string> ReadHex(config::Fields& fields, std::string_view key) {
  const auto text = fields.String(key);
  if (!text) return std::nullopt;
  auto bytes = ParseHex(*text);
  if (!bytes || bytes->empty()) fields.Fault(key, "not hexadecimal bytes like \"ff 0a\"");
  return bytes;
}

void RefuseBoth(config::Fields& fields, std::string_view one, std::string_view other) {
  if (!fields.Has(one) || !fields.Has(other)) return;
  fields.Fault(other, std::string(other) + " and " + std::string(one) + " exclude each other");
}

Step ReadStep(config::Fields& fields) {
  RefuseBoth(fields, "expect", "expect_bytes");
  RefuseBoth(fields, "expect", "expect_hex");
  RefuseBoth(fields, "expect_bytes", "expect_hex");
  RefuseBoth(fields, "send", "send_hex");
  Step step;
  step.expect = ReadPattern(fields, "expect");
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
