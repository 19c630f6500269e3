#include <spdlog/fmt/fmt.h>

#include "exporter/cli/diagnose_report.h"
#include "exporter/diagnosis/words.h"

namespace reach::cli {
namespace {

using diagnosis::PortEvidence;
using diagnosis::Sighting;

// Addresses of somebody's own network are nobody's business, and mean nothing elsewhere.
std::string Shown(const Address& address) {
  if (!address) return "-";
  return PathOf(address) == Path::kInternet ? ToString(address) : "(private)";
}

// What would end a cell of the table, or make markup of a name.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '`' || c == '<' || c == '\n') {
      cell += ' ';
    } else {
      cell += c;
    }
  }
  return cell;
}

std::string HopText(const Sighting& seen) {
  if (!seen.trace) return "";
  const Trace& trace = *seen.trace;
  if (trace.answered_at != 0) return fmt::format("hop {}", trace.answered_at);
  if (trace.last_router == 0) return "no hop answers";
  return fmt::format("silence behind hop {} ({})", trace.last_router, Shown(trace.last_address));
}

void AppendRows(std::string& text, const PortEvidence& port) {
  for (const Sighting& seen : port.sightings) {
    const bool here = seen.view == diagnosis::View::kLoopback;
    text += fmt::format(
        "| {} | {}/{} | {} | {} | {} | {} | {} of {} | {} |\n", Cell(port.check), port.port,
        Name(port.transport),
        Cell(seen.vantage == "local" ? diagnosis::Words(seen.view) : std::string_view("vantage")),
        here ? "loopback" : Shown(seen.address), Name(StateOf(seen.reason)), Name(seen.reason),
        seen.answered, seen.attempts, HopText(seen));
  }
}

}  // namespace

std::string ToMarkdown(const DiagnoseReport& report) {
  const diagnosis::Diagnosis& root = report.diagnosis.root;
  std::string text = fmt::format("### reach_exporter: {} ({})\n\n{}\n\n", Name(root.cause),
                                 Name(root.confidence), Cell(report.summary.sentence));
  text +=
      "| check | port | from | to | state | reason | answered | route |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const PortEvidence& port : report.evidence.ports) AppendRows(text, port);
  if (!root.candidates.empty()) {
    text += "\nIt can be:";
    for (const Cause cause : root.candidates) text += " `" + std::string(Name(cause)) + "`";
    text += "\n";
  }
  return text;
}

}  // namespace reach::cli
