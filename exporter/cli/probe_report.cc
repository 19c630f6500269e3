#include "exporter/cli/probe_report.h"

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

namespace reach::cli {
namespace {

std::string Milliseconds(Duration duration) {
  return fmt::format("{:.3g} ms", Seconds(duration) * 1000);
}

// "192.0.2.1, the gateway".
std::string SenderText(const IcmpError& icmp) {
  std::string address = ToString(icmp.sender);
  switch (icmp.offender) {
    case Offender::kTarget:
      return address + ", the target itself";
    case Offender::kGateway:
      return address + ", a gateway of this host";
    case Offender::kSelf:
      return address + ", this host itself";
    default:
      return address;
  }
}

// Moments also as people write them.
std::string FactText(std::string_view name, double value) {
  constexpr double kYear10000 = 253402300800;
  std::string text = fmt::format("{}", value);
  if (name.ends_with("_timestamp_seconds") && value >= 0 && value < kYear10000) {
    text += fmt::format(" ({:%Y-%m-%d %H:%M:%S} UTC)", fmt::gmtime(static_cast<time_t>(value)));
  }
  return text;
}

std::string FactsText(const Facts& facts) {
  std::string text;
  for (const auto& [name, value] : facts.words) text += fmt::format("  {}: {}\n", name, value);
  for (const auto& [spec, value] : facts.numbers) {
    text += fmt::format("  {}: {}\n", spec->name, FactText(spec->name, value));
  }
  return text;
}

}  // namespace

std::string ToText(const ProbeReport& report) {
  const Observation& seen = report.seen;
  const ReasonRow& row = RowOf(seen.reason);
  std::string text = fmt::format("{}/{}: {} ({})\n", ToString(report.where), Name(report.transport),
                                 Name(seen.state()), row.name);
  text += fmt::format("  {}\n", row.words);
  if (report.address && ToString(report.address) != report.where.host) {
    text += fmt::format("  address: {}\n", ToString(report.address));
  }
  if (seen.icmp) {
    text += fmt::format("  ICMP {}/{} from {}\n", seen.icmp->type, seen.icmp->code,
                        SenderText(*seen.icmp));
  }
  if (seen.rtt) text += fmt::format("  round trip: {}\n", Milliseconds(*seen.rtt));
  if (seen.echoes_sent > 1) {
    text += fmt::format("  answered: {} of {}\n", seen.echoes_received, seen.echoes_sent);
  }
  if (seen.syn_retransmits > 0) {
    text += fmt::format("  SYN sent again: {} times\n", seen.syn_retransmits);
  }
  text += fmt::format("  took: {}\n", Milliseconds(seen.duration));
  if (seen.facts) text += FactsText(*seen.facts);
  if (!report.success) text += fmt::format("  module {} expects something else\n", report.module);
  return text;
}

}  // namespace reach::cli
