// What is probed and how: the immutable description of a check, as the configuration made it.
// Thread: immutable, read anywhere. Owner: the check table of a configuration.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/core/kinds.h"
#include "exporter/core/state.h"

namespace reach {

// Base of what a probe type read from its module. Immutable; each probe type knows its own.
class ModuleOptions {
 public:
  virtual ~ModuleOptions() = default;
  // Of the service, that a reply should report; "" where any is right. A diagnosis compares it.
  virtual std::string_view expected_version() const { return ""; }
};

// Named probe settings. Shared by every check that uses the module.
struct Module {
  std::string name;
  std::string prober;  // the probe type: "tcp", "udp", "a2s", ...
  Transport transport = Transport::kTcp;
  std::shared_ptr<const ModuleOptions> options;
  StateSet expect;            // what success means where no one has said otherwise
  FamilyOrder families = {};  // for checks of family any
};

// The states that count as success, by where the target is seen from. Index: Path.
using Expectation = std::array<StateSet, kAllPaths.size()>;

// Everything about a check that many checks have in common; one object per distinct value.
struct CheckPolicy {
  std::string name;  // of the check: "query"
  std::shared_ptr<const Module> module;
  std::string profile;  // "" for none
  Role role = Role::kSupporting;
  Duration interval{};
  Duration timeout{};
  Duration page_after{};
  int confirm = 0;          // more tries before a worse state is believed
  std::optional<bool> tls;  // what the check said of TLS; `module` is made for it
  Expectation expect{};
};

using Labels = std::vector<std::pair<std::string, std::string>>;  // sorted by name

// What few checks have.
struct Rarities {
  Labels labels;    // the user's, of the target
  Address address;  // with Resolve::kAll: the one that this row is about; none: the name itself
};

// There may be 100,000 of them, so each byte counts.
struct Check {
  std::string target;
  std::string host;  // DNS name or address, as configured, without brackets
  std::uint16_t port = 0;
  Family family = Family::kAny;
  Resolve resolve = Resolve::kFirst;
  std::optional<Path> path;                   // as configured; none: by the address
  std::shared_ptr<const CheckPolicy> policy;  // never null in a check table
  std::shared_ptr<const Rarities> rarities;   // null: none

  const std::string& name() const { return policy->name; }
  const Labels& labels() const;
  const Address& address() const;
  void set_address(const Address& address);
};

// A number that is the same for the same check in every run: spreads checks over an interval and
// over shards. FNV-1a over the identity.
std::uint64_t Hash(const Check& check);
std::uint64_t Hash(std::string_view text);

// What makes a check the same one after a reload or a restart: target, name, host, port, transport,
// family and address, in one string that no other check has.
std::string Key(const Check& check);

// "target/check" for logs and errors.
std::string Title(const Check& check);

}  // namespace reach
