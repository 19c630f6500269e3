#include "exporter/config/check_layer.h"

namespace reach::config {

CheckLayer ReadCheck(Fields& fields) {
  CheckLayer check;
  check.place = fields.Where();
  if (auto module = fields.String("module")) {
    check.module = {*std::move(module), fields.Where("module")};
  }
  if (const auto port = fields.Integer("port", 1, UINT16_MAX)) {
    check.port = static_cast<std::uint16_t>(*port);
  } else if (fields.Has("port")) {
    check.port = 0;  // wrong, and reported: it is not missing besides
  }
  if (const auto role = fields.OneOf("role", {"proof", "supporting"})) {
    check.role = ParseRole(*role);
  }
  check.enabled = fields.Bool("enabled");
  check.families = ReadFamilies(fields);
  if (const auto tls = fields.Bool("tls")) check.tls = {*tls, fields.Where("tls")};
  check.settings = ReadSettings(fields);
  return check;
}

std::optional<Families> ReadFamilies(Fields& fields) {
  const auto word = fields.OneOf("family", {"any", "ip4", "ip6", "both"});
  if (!word) return std::nullopt;
  if (*word == "both") return Families{Family::kIp4, Family::kIp6};
  return Families{*ParseFamily(*word)};
}

std::optional<Resolve> ReadResolve(Fields& fields) {
  const auto word = fields.OneOf("resolve", {"first", "all"});
  return word ? ParseResolve(*word) : std::nullopt;
}

void Overlay(CheckLayer& below, const CheckLayer& above) {
  if (above.place.line > 0) below.place = above.place;
  if (!above.name.empty()) below.name = above.name;
  if (above.module) below.module = above.module;
  if (above.port) below.port = above.port;
  if (above.role) below.role = above.role;
  if (above.enabled) below.enabled = above.enabled;
  if (above.families) below.families = above.families;
  if (above.tls) below.tls = above.tls;
  Overlay(below.settings, above.settings);
}

}  // namespace reach::config
