// The gateways in the route tables of this network namespace, as /proc/net shows them.
// Thread: pure functions, and one that reads files. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/address.h"

namespace reach {

// A route that leads over a gateway.
struct Route {
  std::string interface;
  bool is_default = false;  // to every address
  Address gateway;          // without a scope
};

// The texts of /proc/net/route and /proc/net/ipv6_route (proc(5); kernel net/ipv4/fib_trie.c
// fib_route_seq_show, net/ipv6/route.c).
std::vector<Route> ParseRoutes4(const std::string& text);
std::vector<Route> ParseRoutes6(const std::string& text);

std::vector<Route> ReadRoutes();

// Of both families, each once; an IPv6 link-local one with the scope of its interface.
std::vector<Address> ReadDefaultGateways();

}  // namespace reach
