#include "exporter/probes/icmp/icmp_options.h"

#include "exporter/config/fields.h"
#include "exporter/probes/socket_route.h"
#include "exporter/protocols/icmp_echo.h"

namespace reach::icmp {
namespace {

constexpr std::int64_t kMostEchoes = 100;
constexpr Duration kLeastSpacing = std::chrono::milliseconds(10);
constexpr Duration kMostSpacing = std::chrono::seconds(10);

EchoSettings ReadEcho(config::Fields& icmp) {
  EchoSettings echo;
  const auto size = icmp.Integer("payload_size", kNonceSize, kMaxPayload);
  if (size) echo.payload_size = static_cast<std::size_t>(*size);
  echo.ttl = static_cast<int>(icmp.Integer("ttl", 0, 255).value_or(0));
  echo.dont_fragment = icmp.Bool("dont_fragment").value_or(false);
  echo.source = ReadSource(icmp);
  return echo;
}

}  // namespace

config::ModuleReading ReadOptions(config::Fields& module) {
  auto options = std::make_shared<Options>();
  FamilyOrder families;
  if (auto icmp = module.Map("icmp")) {
    options->count = static_cast<int>(icmp->Integer("count", 1, kMostEchoes).value_or(1));
    const auto spacing = icmp->Duration("spacing", kLeastSpacing, kMostSpacing);
    if (spacing) options->spacing = *spacing;
    options->echo = ReadEcho(*icmp);
    families = ReadFamilyOrder(*icmp, options->echo.source);
  }
  return {std::move(options), {State::kOpen}, families};
}

}  // namespace reach::icmp
