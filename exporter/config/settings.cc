#include "exporter/config/settings.h"

#include <string>

#include "exporter/config/words.h"

namespace reach::config {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kShortest = milliseconds(10);
constexpr Duration kDay = hours(24);

std::optional<Located<Duration>> ReadLocated(Fields& fields, std::string_view key) {
  const std::optional<Duration> value = fields.Duration(key, kShortest, kDay);
  if (!value) return std::nullopt;
  return Located<Duration>{*value, fields.Where(key)};
}

std::optional<StateSet> ReadStates(Fields& fields, std::string_view key) {
  constexpr std::array<std::string_view, 5> kVerdicts = {"open", "refused", "filtered", "silent",
                                                         "unreachable"};
  const auto words = fields.Strings(key, "a list of states such as [open, silent]");
  if (!words) return std::nullopt;
  StateSet states;
  for (const std::string& word : *words) {
    const std::optional<State> state = ParseState(word);
    if (!state) {
      fields.Fault(key, UnknownWord("state", word, kVerdicts));
    } else if (!IsVerdict(*state)) {
      fields.Fault(key, Quoted(word) + " says nothing about the target and cannot be expected");
    } else {
      states.Add(*state);
    }
  }
  if (words->empty()) fields.Fault(key, Quoted(key) + " names no state");
  return states;
}

std::array<std::optional<StateSet>, kAllPaths.size()> ReadExpect(Fields& fields) {
  std::array<std::optional<StateSet>, kAllPaths.size()> expect;
  if (fields.IsMap("expect")) {
    std::optional<Fields> paths = fields.Map("expect");
    for (const Path path : kAllPaths) {
      expect[static_cast<std::size_t>(path)] = ReadStates(*paths, Name(path));
    }
  } else {
    expect.fill(ReadStates(fields, "expect"));
  }
  return expect;
}

template <typename T>
void Replace(std::optional<T>& below, const std::optional<T>& above) {
  if (above) below = above;
}

}  // namespace

Settings DefaultSettings() {
  Settings settings;
  settings.interval = {seconds(15), {}};
  settings.timeout = {seconds(4), {}};
  settings.page_after = minutes(2);
  settings.confirm = 2;
  return settings;
}

Settings ReadTiming(Fields& fields) {
  constexpr int kMostTries = 10;
  Settings settings;
  settings.interval = ReadLocated(fields, "interval");
  settings.timeout = ReadLocated(fields, "timeout");
  settings.page_after = fields.Duration("page_after", Duration::zero(), 365 * kDay);
  if (const auto confirm = fields.Integer("confirm", 0, kMostTries)) {
    settings.confirm = static_cast<int>(*confirm);
  }
  return settings;
}

Settings ReadSettings(Fields& fields) {
  Settings settings = ReadTiming(fields);
  settings.expect = ReadExpect(fields);
  return settings;
}

void Overlay(Settings& below, const Settings& above) {
  Replace(below.interval, above.interval);
  Replace(below.timeout, above.timeout);
  Replace(below.page_after, above.page_after);
  Replace(below.confirm, above.confirm);
  for (std::size_t i = 0; i < below.expect.size(); ++i) {
    Replace(below.expect[i], above.expect[i]);
  }
}

}  // namespace reach::config
