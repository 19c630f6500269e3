// Who is asked what our public address is, and the form in which a configuration names them.
// Thread: values and pure functions. Owner: the configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/kinds.h"

namespace reach::config {

enum class WanKind : std::uint8_t { kStun, kHttp, kDns, kRouter };
std::string_view Name(WanKind kind);  // "stun", "http", "dns", "router"

struct WanSource {
  WanKind kind = WanKind::kRouter;
  std::string text;              // as written, without the operator
  std::string run_by;            // who runs it: two sources of one operator are one opinion
  std::string host;              // name or address; "" for the router: the default gateway
  std::uint16_t port = 0;        // as written, or the usual one
  Family family = Family::kAny;  // kIp4, kIp6: it answers for this one only
  std::string question;          // of DNS: the name
  enum class Ask : std::uint8_t { kAddress, kText, kChaosText } ask = Ask::kAddress;  // of DNS
  bool operator==(const WanSource&) const = default;
};

// "stun://host:port", "http://host/path", "https://host/path",
// "dns://server/name", with "?txt" or "?chaos" for a TXT record, of class CHAOS; "router" or
// "router://192.168.1.1". A "#name" at the end says who runs it; without, the last two labels of
// the host do. nullopt for anything else.
std::optional<WanSource> ParseWanSource(std::string_view text);

// As ParseWanSource reads it.
std::string ToString(const WanSource& source);

// The sources that stand for a kind where the configuration names only the kind.
std::span<const WanSource> DefaultWanSources();

}  // namespace reach::config
