// What a module says about the way of its packets: source, interface, mark, family.
// Thread: the one that loads. Owner: none; faults go to the fields.
#pragma once

#include "exporter/config/fields.h"
#include "exporter/core/kinds.h"
#include "exporter/net/socket_origin.h"

namespace reach {

struct SocketRoute {
  SocketOrigin origin;
  FamilyOrder families;
};

// `source_ip_address`, `source_interface`, `mark`, and `preferred_ip_protocol` with
// `ip_protocol_fallback` as in the blackbox exporter. A source address allows its own family only.
SocketRoute ReadRoute(config::Fields& fields);

}  // namespace reach
