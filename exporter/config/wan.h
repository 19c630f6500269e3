// The `wan` and `ddns` parts of the file.
// Thread: immutable after loading. Owner: the configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/config/wan_source.h"
#include "exporter/core/clock.h"

namespace reach::config {

// The most translation between us and the internet that is as it should be.
enum class ExpectedNat : std::uint8_t { kDirect, kNat, kCgnat };
std::string_view Name(ExpectedNat expected);  // "direct", "nat", "cgnat"

struct Wan {
  // None: the section is there and does not say; on, except in a container.
  std::optional<bool> enabled = false;
  Duration interval = std::chrono::minutes(2);
  std::vector<WanSource> sources;
  ExpectedNat expected = ExpectedNat::kNat;
  bool hash = false;  // show a keyed hash in place of the address
  bool operator==(const Wan&) const = default;
};

struct Ddns {
  std::string hostname;
  std::string provider;  // "duckdns", "noip", "dyndns2", "other"
  Duration updater_period = std::chrono::minutes(5);
  std::vector<std::string> targets;
  std::vector<std::string> authority;  // "192.0.2.1" or "[::1]:5353"; empty: by the zone's NS
  bool operator==(const Ddns&) const = default;
};

}  // namespace reach::config
