#include "exporter/core/kinds.h"

namespace reach {
namespace {

template <typename Enum, std::size_t kSize>
std::optional<Enum> Find(const std::array<std::string_view, kSize>& names, std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template <typename Enum>
constexpr std::size_t Index(Enum value) {
  return static_cast<std::size_t>(value);
}

constexpr std::array<std::string_view, 3> kTransports = {"tcp", "udp", "icmp"};
constexpr std::array<std::string_view, 3> kFamilies = {"any", "ip4", "ip6"};
constexpr std::array<std::string_view, 2> kResolves = {"first", "all"};
constexpr std::array<std::string_view, 2> kRoles = {"proof", "supporting"};
constexpr std::array<std::string_view, 4> kPaths = {"local", "lan", "hairpin", "internet"};
constexpr std::array<std::string_view, 5> kOffenders = {"", "target", "gateway", "self", "other"};

}  // namespace

std::string_view Name(Transport transport) { return kTransports[Index(transport)]; }
std::string_view Name(Family family) { return kFamilies[Index(family)]; }
std::string_view Name(Resolve resolve) { return kResolves[Index(resolve)]; }
std::string_view Name(Role role) { return kRoles[Index(role)]; }
std::string_view Name(Path path) { return kPaths[Index(path)]; }
std::string_view Name(Offender offender) { return kOffenders[Index(offender)]; }

std::optional<Family> ParseFamily(std::string_view name) { return Find<Family>(kFamilies, name); }
std::optional<Resolve> ParseResolve(std::string_view name) {
  return Find<Resolve>(kResolves, name);
}
std::optional<Role> ParseRole(std::string_view name) { return Find<Role>(kRoles, name); }
std::optional<Path> ParsePath(std::string_view name) { return Find<Path>(kPaths, name); }

}  // namespace reach
