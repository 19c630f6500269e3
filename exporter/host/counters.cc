#include "exporter/host/counters.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "exporter/host/words_of_text.h"

namespace reach::host {
namespace {

std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

// TcpExt has more than a hundred columns.
std::optional<std::uint64_t> Column(std::string_view text, std::string_view protocol,
                                    std::string_view name) {
  while (!text.empty()) {
    std::string_view names = TakeLine(text);
    std::string_view values = TakeLine(text);
    if (TakeWord(names) != protocol || TakeWord(values) != protocol) continue;
    while (!names.empty()) {
      const std::string_view value = TakeWord(values);
      if (TakeWord(names) == name) return ParseNumber<std::uint64_t>(value);
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> Line(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const WordsOfLine line(TakeLine(text));
    if (line.At(0) == name) return ParseNumber<std::uint64_t>(line.At(1));
  }
  return std::nullopt;
}

std::string ReadAll(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint64_t Growth(std::uint64_t before, std::uint64_t after) {
  return after > before ? after - before : 0;
}

}  // namespace

std::optional<Counters> ParseCounters(std::string_view netstat, std::string_view snmp,
                                      std::string_view snmp6) {
  const auto overflows = Column(netstat, "TcpExt:", "ListenOverflows");
  const auto resets = Column(snmp, "Tcp:", "OutRsts");
  const auto no_ports = Column(snmp, "Udp:", "NoPorts");
  const auto buffer_errors = Column(snmp, "Udp:", "RcvbufErrors");
  if (!overflows || !resets || !no_ports || !buffer_errors) return std::nullopt;
  return Counters{*overflows, *resets, *no_ports + Line(snmp6, "Udp6NoPorts").value_or(0),
                  *buffer_errors + Line(snmp6, "Udp6RcvbufErrors").value_or(0)};
}

std::optional<Counters> ReadCounters() {
  return ParseCounters(ReadAll("/proc/net/netstat"), ReadAll("/proc/net/snmp"),
                       ReadAll("/proc/net/snmp6"));
}

CounterDeltas Between(const Counters& before, const Counters& after) {
  return {Growth(before.listen_overflows, after.listen_overflows),
          Growth(before.resets_sent, after.resets_sent),
          Growth(before.udp_no_ports, after.udp_no_ports),
          Growth(before.udp_buffer_errors, after.udp_buffer_errors)};
}

}  // namespace reach::host
