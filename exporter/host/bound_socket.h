// A bound socket as the kernel or a listing tells it, and the judgement from where it is reached.
// Thread: values and pure functions. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "exporter/host/listener.h"

namespace reach::host {

struct BoundSocket {
  Listener listener;            // its scope is not judged yet
  std::optional<bool> v6_only;  // IPV6_V6ONLY of an IPv6 socket; /proc/net does not tell
  std::uint32_t interface = 0;  // index of the one that it is bound to; 0: all
};

using Addresses = std::set<Address>;  // without scopes

// `own` are the addresses of the host; null: they are not known, and no address counts as lost.
// [::] that nobody says is IPv6 only counts as dual, which is the default of Linux.
BindScope Judge(const BoundSocket& socket, const Addresses* own);

// Every socket with its scope, without those that take multicast or broadcasts only.
std::vector<Listener> Judge(std::vector<BoundSocket> sockets, const Addresses* own);

// The addresses of this host; empty when the kernel does not tell.
Addresses ReadOwnAddresses();

}  // namespace reach::host
