// What one place in a file says about a check; several of them make one check.
// Thread: values. Owner: the load.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/config/fields.h"
#include "exporter/config/settings.h"
#include "exporter/core/kinds.h"

namespace reach::config {

using Families = std::vector<Family>;  // one check each

struct CheckLayer {
  Place place;
  std::string name;  // "" in a list that did not name it
  std::optional<Located<std::string>> module;
  std::optional<std::uint16_t> port;
  std::optional<Role> role;
  std::optional<bool> enabled;
  std::optional<Families> families;
  std::optional<Located<bool>> tls;
  Settings settings;
};

// All keys of a check but its name.
CheckLayer ReadCheck(Fields& fields);

// `family: any | ip4 | ip6 | both`.
std::optional<Families> ReadFamilies(Fields& fields);

// `resolve: first | all`, of a target.
std::optional<Resolve> ReadResolve(Fields& fields);

// What `above` says replaces what `below` says. The place stays that of `below` unless `above` has
// one.
void Overlay(CheckLayer& below, const CheckLayer& above);

}  // namespace reach::config
