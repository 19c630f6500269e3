#include "exporter/probes/registry.h"

#include <array>
#include <stdexcept>

#include "exporter/probes/a2s/a2s_probe.h"
#include "exporter/probes/icmp/icmp_probe.h"
#include "exporter/probes/tcp/tcp_probe.h"
#include "exporter/probes/udp/udp_probe.h"
#include "exporter/probes/webrcon/webrcon_probe.h"

namespace reach {
namespace {

constexpr std::array kTypes = {
    &a2s::kProbeType, &icmp::kProbeType, &tcp::kProbeType, &udp::kProbeType, &webrcon::kProbeType,
};

constexpr auto kProbers = [] {
  std::array<const config::Prober*, kTypes.size()> probers{};
  for (std::size_t i = 0; i < kTypes.size(); ++i) probers[i] = &kTypes[i]->prober;
  return probers;
}();

}  // namespace

std::span<const ProbeType* const> ProbeTypes() { return kTypes; }

config::Probers Probers() { return kProbers; }

std::unique_ptr<Probe> MakeProbe(const Module& module, ProbeContext& context) {
  for (const ProbeType* type : kTypes) {
    if (type->prober.name == module.prober) return type->make(module, context);
  }
  throw std::logic_error("no probe type is called " + module.prober);
}

}  // namespace reach
