// What a restart must not forget, and its form in a file.
// Thread: values and pure functions. Owner: engine/memory.
//
// The form is text, a line for each check, so that a person can read it:
//   reach_exporter memory<TAB>1<TAB>time of writing
//   state<TAB>since<TAB>down since<TAB>last success<TAB>last probe<TAB>target<TAB>check<TAB>...
//   end<TAB>checksum of all before this line
// Times are milliseconds of Unix time, `-` for none. Counters are not in it: Prometheus knows that
// a restart resets them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "exporter/core/clock.h"
#include "exporter/core/state.h"

namespace reach {

// In monotonic time, as everything that is held: a stepped clock does not touch it.
struct Remembered {
  State state = State::kUnknown;
  TimePoint since;                        // in this state
  std::optional<TimePoint> down_since;    // none: as expected
  std::optional<TimePoint> last_success;  // none: not known
  TimePoint last_probe;
  bool operator==(const Remembered&) const = default;
};
using Memories = std::unordered_map<std::string, Remembered>;  // by the check's Key()

// The file has wall-clock time, because monotonic time ends with a boot.
std::string EncodeMemories(const Memories& memories, const Moment& now);

struct DecodedMemories {
  Memories memories;    // empty when there is a problem
  std::string problem;  // what is wrong with the file; "" for nothing
};
// Times come back as ages. A time of the future is now. A clock that is behind the time of writing,
// as that of a computer without a battery is when it boots, counts from the writing on.
DecodedMemories DecodeMemories(std::string_view bytes, const Moment& now);

}  // namespace reach
