// How far the exporter's own network must reach before a failure is the target's fault.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "exporter/core/kinds.h"

namespace reach {

enum class Scope : std::uint8_t { kLan, kInternet };
inline constexpr std::array kAllScopes = {Scope::kLan, Scope::kInternet};

constexpr std::string_view Name(Scope scope) { return scope == Scope::kLan ? "lan" : "internet"; }

// The way to the internet, and back from there, leads through the local network.
constexpr bool Needs(Path path, Scope scope) {
  if (path == Path::kLocal) return false;
  return path != Path::kLan || scope == Scope::kLan;
}

}  // namespace reach
