// The small closed sets that describe a check: transport, family, role, path, offender.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reach {

enum class Transport : std::uint8_t { kTcp, kUdp, kIcmp };

// What the configuration asks for; kAny takes the first family that the name has, IPv4 before IPv6.
enum class Family : std::uint8_t { kAny, kIp4, kIp6 };

// How kAny chooses: the first family, and whether a name without an address of it may have one of
// the other.
struct FamilyOrder {
  Family first = Family::kIp4;
  bool fallback = true;
};

// Which addresses of a name are probed.
enum class Resolve : std::uint8_t {
  kFirst,  // the first one, whichever that is at the moment
  kAll,    // each, as a check of its own with the label `address`
};

enum class Role : std::uint8_t {
  kProof,       // its reply proves that the service works
  kSupporting,  // helps to say why, proves nothing alone
};

// Where the target is seen from. It selects the expectation of a check.
enum class Path : std::uint8_t { kLocal, kLan, kHairpin, kInternet };
inline constexpr std::array kAllPaths = {Path::kLocal, Path::kLan, Path::kHairpin, Path::kInternet};

// Who sent the ICMP error that ended an attempt: a class, never an address, because it is a label.
enum class Offender : std::uint8_t { kNone, kTarget, kGateway, kSelf, kOther };

std::string_view Name(Transport transport);
std::string_view Name(Family family);
std::string_view Name(Resolve resolve);
std::string_view Name(Role role);
std::string_view Name(Path path);
std::string_view Name(Offender offender);  // "" for kNone

std::optional<Family> ParseFamily(std::string_view name);
std::optional<Resolve> ParseResolve(std::string_view name);
std::optional<Role> ParseRole(std::string_view name);
std::optional<Path> ParsePath(std::string_view name);

}  // namespace reach
