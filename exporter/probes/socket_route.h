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

// `source_ip_address`, `source_interface`, `mark`, and the keys of ReadFamilyOrder.
SocketRoute ReadRoute(config::Fields& fields);

// `source_ip_address` alone; none: as the routes say.
Address ReadSource(config::Fields& fields);

// `preferred_ip_protocol` and `ip_protocol_fallback`, as in the blackbox exporter; only, IPv4 is
// preferred if nothing is said. A source address prefers its own family; it cannot reach an address
// of the other one, which is an error and not the fault of the name.
FamilyOrder ReadFamilyOrder(config::Fields& fields, const Address& source);

}  // namespace reach
