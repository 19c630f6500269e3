#include "exporter/probes/socket_route.h"

#include <net/if.h>

#include <string>

namespace reach {
namespace {

std::string ReadInterface(config::Fields& fields) {
  const auto name = fields.String("source_interface");
  if (!name) return "";
  if (name->empty() || name->size() >= IFNAMSIZ) {
    fields.Fault("source_interface", "the name of an interface has 1 to 15 bytes");
  }
  return *name;
}

}  // namespace

Address ReadSource(config::Fields& fields) {
  const auto text = fields.String("source_ip_address");
  if (!text) return {};
  const auto source = Address::Parse(*text);
  if (!source) fields.Fault("source_ip_address", "not an IP address: " + *text);
  return source.value_or(Address{});
}

FamilyOrder ReadFamilyOrder(config::Fields& fields, const Address& source) {
  FamilyOrder families;
  const auto preferred = fields.OneOf("preferred_ip_protocol", {"ip4", "ip6"});
  if (preferred) families.first = *ParseFamily(*preferred);
  if (source) families.first = source.family;
  families.fallback = fields.Bool("ip_protocol_fallback").value_or(true);
  return families;
}

SocketRoute ReadRoute(config::Fields& fields) {
  SocketRoute route;
  route.origin.source = ReadSource(fields);
  route.origin.interface = ReadInterface(fields);
  const auto mark = fields.Integer("mark", 1, UINT32_MAX);
  route.origin.mark = static_cast<std::uint32_t>(mark.value_or(0));
  route.families = ReadFamilyOrder(fields, route.origin.source);
  return route;
}

}  // namespace reach
