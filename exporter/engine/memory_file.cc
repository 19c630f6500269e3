#include "exporter/engine/memory_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "exporter/core/sealed_text.h"

namespace reach {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kMagic = "reach_exporter memory\t";
constexpr std::string_view kVersion = "1";
// Longer ages than this are a clock that was wrong. It keeps sums far from overflow.
constexpr Duration kLongest = std::chrono::hours(24 * 365 * 20);

std::int64_t Milliseconds(Duration duration) {
  return std::chrono::round<milliseconds>(duration).count();
}

class Writer {
 public:
  explicit Writer(const Moment& now) : now_(now) {}

  void Head() { bytes_.append(kMagic).append(kVersion).append("\t") += Unix(now_.steady) + "\n"; }
  void Line(std::string_view key, const Remembered& remembered) {
    bytes_.append(Name(remembered.state));
    Field(remembered.since);
    Field(remembered.down_since);
    Field(remembered.last_success);
    Field(remembered.last_probe);
    const auto start = static_cast<std::ptrdiff_t>(bytes_.size()) + 1;
    bytes_.append("\t").append(key) += '\n';
    std::replace(bytes_.begin() + start, bytes_.end() - 1, '\n', '\t');
  }
  std::string End() && { return Seal(std::move(bytes_)); }

 private:
  void Field(const std::optional<TimePoint>& time) { bytes_ += '\t' + (time ? Unix(*time) : "-"); }
  std::string Unix(TimePoint time) const {
    const auto wall = std::chrono::duration_cast<Duration>(now_.wall.time_since_epoch());
    return std::to_string(Milliseconds(wall - (now_.steady - time)));
  }

  const Moment& now_;
  std::string bytes_;
};

// The text up to the separator, which goes too.
std::string_view Take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return taken;
}

std::optional<milliseconds> ParseTime(std::string_view text) {
  std::int64_t count = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), count);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return milliseconds(count);
}

class Reader {
 public:
  Reader(const Moment& now, milliseconds written)
      : steady_(now.steady),
        wall_(std::max(written, std::chrono::round<milliseconds>(now.wall.time_since_epoch()))) {}

  // False: the line is none of ours.
  bool Line(std::string_view line, Memories& memories) const {
    const auto state = ParseState(Take(line, '\t'));
    const auto since = Time(Take(line, '\t'));
    const std::string_view down_since = Take(line, '\t');
    const std::string_view last_success = Take(line, '\t');
    const auto last_probe = Time(Take(line, '\t'));
    if (!state || !since || !last_probe || line.empty()) return false;
    Remembered remembered{*state, *since, Time(down_since), Time(last_success), *last_probe};
    const bool understood = (remembered.down_since || down_since == "-") &&
                            (remembered.last_success || last_success == "-");
    std::string key(line);
    std::replace(key.begin(), key.end(), '\t', '\n');
    return understood && memories.emplace(std::move(key), remembered).second;
  }

 private:
  std::optional<TimePoint> Time(std::string_view text) const {
    const auto time = ParseTime(text);
    if (!time) return std::nullopt;
    const milliseconds longest = std::chrono::duration_cast<milliseconds>(kLongest);
    if (*time <= wall_ - longest) return steady_ - kLongest;
    return steady_ - std::max(milliseconds(0), wall_ - *time);
  }

  TimePoint steady_;
  milliseconds wall_;  // the time that ages count to
};

}  // namespace

std::string EncodeMemories(const Memories& memories, const Moment& now) {
  Writer writer(now);
  writer.Head();
  for (const auto& [key, remembered] : memories) writer.Line(key, remembered);
  return std::move(writer).End();
}

DecodedMemories DecodeMemories(std::string_view bytes, const Moment& now) {
  if (!bytes.starts_with(kMagic)) return {{}, "is not a memory of reach_exporter, or damaged"};
  auto body = Unseal(bytes);
  if (!body) return {{}, "is damaged: its end or its checksum is not right"};
  body->remove_prefix(kMagic.size());
  const std::string_view version = Take(*body, '\t');
  if (version != kVersion) return {{}, "has version " + std::string(version) + ", unknown here"};
  const auto written = ParseTime(Take(*body, '\n'));
  if (!written) return {{}, "does not say when it was written"};
  const Reader reader(now, *written);
  DecodedMemories decoded;
  while (!body->empty()) {
    const std::string_view line = Take(*body, '\n');
    if (!reader.Line(line, decoded.memories)) {
      return {{}, "has a line that is not understood: " + std::string(line.substr(0, 128))};
    }
  }
  return decoded;
}

}  // namespace reach
