// The settings that every layer may have, as one place in a file wrote them.
// Thread: values. Owner: the load.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "exporter/config/fields.h"
#include "exporter/config/place.h"
#include "exporter/core/check.h"
#include "exporter/core/clock.h"

namespace reach::config {

struct Settings {
  std::optional<Located<Duration>> interval;
  std::optional<Located<Duration>> timeout;
  std::optional<Duration> page_after;
  std::optional<int> confirm;
  std::array<std::optional<StateSet>, kAllPaths.size()> expect;  // index: Path
};

inline constexpr std::array<std::string_view, 5> kSettingKeys = {"interval", "timeout", "confirm",
                                                                 "page_after", "expect"};

// interval 15s, timeout 4s (survives one lost SYN, 1 s, and a failed ARP, 3.1 s), confirm 2,
// page_after 2m, nothing expected: the module says that.
Settings DefaultSettings();

Settings ReadTiming(Fields& fields);    // all but `expect`
Settings ReadSettings(Fields& fields);  // `expect` is a list of states, or a map of such by path

// What `above` says replaces what `below` says; of `expect`, path by path.
void Overlay(Settings& below, const Settings& above);

}  // namespace reach::config
