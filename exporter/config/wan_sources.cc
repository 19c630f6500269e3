#include <vector>

#include "exporter/config/wan_source.h"

namespace reach::config {
namespace {

struct Entry {
  std::string_view run_by;
  Family family;
  std::string_view text;
};

// Each host here is listed in the README, with who runs it: these are asked, every interval, by
// everybody who turns `wan` on without naming sources.
constexpr Entry kDefaults[] = {
    {"router", Family::kAny, "router"},
    {"google", Family::kAny, "stun://stun.l.google.com:19302"},
    {"cloudflare", Family::kAny, "stun://stun.cloudflare.com:3478"},
    {"amazon", Family::kIp4, "https://checkip.amazonaws.com/"},
    {"cloudflare", Family::kAny, "https://icanhazip.com/"},
    {"ipify", Family::kIp4, "https://api.ipify.org/"},
    {"ipify", Family::kIp6, "https://api6.ipify.org/"},
    {"opendns", Family::kAny, "dns://resolver1.opendns.com/myip.opendns.com"},
    {"google", Family::kAny, "dns://ns1.google.com/o-o.myaddr.l.google.com?txt"},
    {"cloudflare", Family::kIp4, "dns://1.1.1.1/whoami.cloudflare?chaos"},
    {"cloudflare", Family::kIp6, "dns://[2606:4700:4700::1111]/whoami.cloudflare?chaos"},
};

std::vector<WanSource> MakeDefaults() {
  std::vector<WanSource> sources;
  for (const Entry& entry : kDefaults) {
    WanSource source = ParseWanSource(entry.text).value();
    source.run_by = entry.run_by;
    source.family = entry.family;
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace

std::span<const WanSource> DefaultWanSources() {
  static const std::vector<WanSource> kSources = MakeDefaults();
  return kSources;
}

}  // namespace reach::config
