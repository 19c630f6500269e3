// Who looks at our targets from elsewhere: the parts `vantages` and `check_host` of the file.
// Thread: immutable after loading. Owner: the configuration.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/http_origin.h"
#include "exporter/core/check.h"

namespace reach::config {

class Fields;

// Another reach_exporter, asked over HTTPS.
struct Vantage {
  std::string name;
  HttpOrigin origin;                 // its URL without a slash at the end
  std::vector<std::string> targets;  // empty: all
  bool operator==(const Vantage&) const = default;
};

// The public service check-host.net, or what speaks its API. It shows to the world what it is asked
// about, so it wants a sentence of consent.
struct CheckHostSettings {
  bool enabled = false;
  std::string url = "https://check-host.net";
  int nodes = 3;                     // how many of its places look
  std::vector<std::string> targets;  // empty: all
  bool operator==(const CheckHostSettings&) const = default;
};
inline constexpr const char* kCheckHostConsent = "yes, publish my address to check-host.net";

// A target that nobody knows is a fault, unless lists of targets are still to come: a warning then.
std::vector<Vantage> ReadVantages(Fields& root, const std::string& file,
                                  const std::vector<Check>& checks,
                                  std::vector<std::string>& warnings);
CheckHostSettings ReadCheckHost(Fields& root);

}  // namespace reach::config
