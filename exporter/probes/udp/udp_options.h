// What a module says under `udp:`.
// Thread: immutable. Owner: the module.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/net/socket_origin.h"

namespace reach::udp {

struct Options : ModuleOptions {
  // One zero byte unless the module says otherwise: no payload is right for every protocol, and an
  // empty datagram is dropped by common anti-flood rules and read as "closed" by careless servers.
  std::string payload = std::string(1, '\0');
  std::shared_ptr<const RE2> expect;  // found anywhere in the reply; null for any reply
  std::string expect_bytes;           // what the reply begins with
  bool reply_required = false;        // silence is a fault; else a healthy port may be silent
  SocketOrigin origin;

  bool Matches(std::string_view reply) const;
};

// Without `reply:`, a reply is required when the module says what to expect.
config::ModuleReading ReadOptions(config::Fields& module);

}  // namespace reach::udp
