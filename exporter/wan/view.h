// What the WAN view has to show, at one moment.
// Thread: immutable values, read anywhere. Owner: whoever holds one, by shared pointer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exporter/config/wan.h"
#include "exporter/wan/status.h"

namespace reach::wan {

struct View {
  WanStatus status;
  bool as_expected = true;  // the translation, by `wan.expected`
  // As it may be shown: the address, or its keyed hash with `privacy: hash`; "" for none.
  std::string shown_ip4;
  std::string shown_ip6;
  std::vector<DdnsStatus> ddns;
  std::vector<PortMapping> mappings;  // of the ports that were asked about
  std::uint64_t rounds = 0;           // that have ended
  bool addresses = false;             // `wan` is on; else there are only names to show
};

}  // namespace reach::wan
