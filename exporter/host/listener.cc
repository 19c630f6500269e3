#include "exporter/host/listener.h"

#include <algorithm>
#include <array>

namespace reach::host {
namespace {

constexpr std::array<std::string_view, 7> kScopes = {"none",      "loopback",  "lost", "address",
                                                     "wildcard6", "wildcard4", "dual"};

bool Holds(const std::vector<Listener>& listeners, BindScope scope) {
  return std::any_of(listeners.begin(), listeners.end(),
                     [scope](const Listener& listener) { return listener.scope == scope; });
}

}  // namespace

std::string_view Name(BindScope scope) { return kScopes[static_cast<std::size_t>(scope)]; }

BindScope ScopeOf(const PortListeners& listeners) {
  BindScope widest = BindScope::kNone;
  for (const Listener& listener : listeners.here) widest = std::max(widest, listener.scope);
  const bool both =
      widest == BindScope::kWildcardV4 && Holds(listeners.here, BindScope::kWildcardV6);
  return both ? BindScope::kDual : widest;
}

}  // namespace reach::host
