#include "exporter/probes/socket_route.h"

#include <net/if.h>

#include <string>

namespace reach {
namespace {

Address ReadSource(config::Fields& fields) {
  const auto text = fields.String("source_ip_address");
  if (!text) return {};
  const auto address = Address::Parse(*text);
  if (!address) fields.Fault("source_ip_address", "not an IPv4 or IPv6 address");
  return address.value_or(Address{});
}

std::string ReadInterface(config::Fields& fields) {
  const auto name = fields.String("source_interface");
  if (!name) return "";
  if (name->empty() || name->size() >= IFNAMSIZ) {
    fields.Fault("source_interface", "the name of an interface has 1 to 15 bytes");
  }
  return *name;
}

FamilyOrder ReadFamilies(config::Fields& fields) {
  FamilyOrder families;
  const auto preferred = fields.OneOf("preferred_ip_protocol", {"ip4", "ip6"});
  if (preferred) families.first = *ParseFamily(*preferred);
  families.fallback = fields.Bool("ip_protocol_fallback").value_or(true);
  return families;
}

}  // namespace

SocketRoute ReadRoute(config::Fields& fields) {
  SocketRoute route;
  route.origin.source = ReadSource(fields);
  route.origin.interface = ReadInterface(fields);
  const auto mark = fields.Integer("mark", 1, UINT32_MAX);
  route.origin.mark = static_cast<std::uint32_t>(mark.value_or(0));
  route.families = ReadFamilies(fields);
  if (route.origin.source) route.families = {route.origin.source.family, false};
  return route;
}

}  // namespace reach
