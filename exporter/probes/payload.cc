#include "exporter/probes/payload.h"

#include "exporter/core/hex.h"

namespace reach {

std::optional<std::string> ReadHex(config::Fields& fields, std::string_view key) {
  const auto text = fields.String(key);
  if (!text) return std::nullopt;
  auto bytes = ParseHex(*text);
  if (bytes && !bytes->empty()) return bytes;
  fields.Fault(key, "not hexadecimal bytes like \"ff 0a\"");
  return std::nullopt;
}

std::shared_ptr<const RE2> ReadPattern(config::Fields& fields, std::string_view key,
                                       RE2::CannedOptions encoding) {
  const auto text = fields.String(key);
  if (!text) return nullptr;
  RE2::Options quiet(encoding);
  quiet.set_log_errors(false);
  auto pattern = std::make_shared<const RE2>(*text, quiet);
  if (pattern->ok()) return pattern;
  fields.Fault(key, "bad regular expression: " + pattern->error());
  return nullptr;
}

void RefuseBoth(config::Fields& fields, std::string_view one, std::string_view other) {
  if (!fields.Has(one) || !fields.Has(other)) return;
  fields.Fault(other, std::string(other) + " and " + std::string(one) + " exclude each other");
}

}  // namespace reach
