// Configuration from a string, with three probe types that exist for these tests only.
// Thread: any. Owner: none.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/config.h"

namespace reach {

// What the test's "tcp" reads of `tcp: {query_response: [{send: TEXT, expect: TEXT}]}`.
struct TestTcpOptions : ModuleOptions {
  std::vector<std::string> sends;
  std::vector<std::string> expects;
  bool tls = false;
};

// "tcp" (expects open; reads its section), "udp" (open, silent), "a2s" (open; over UDP), "icmp".
config::Probers TestProbers();

config::Config LoadText(std::string_view yaml);

// All faults, the file called "reach.yml"; "" when the text loads.
std::string FaultsOf(std::string_view yaml);

// The check "target/name" of that family; a failure and an empty check when it is not there.
Check FindCheck(const config::Config& config, std::string_view title, Family family = Family::kAny);

}  // namespace reach
