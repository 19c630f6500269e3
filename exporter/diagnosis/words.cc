#include "exporter/diagnosis/words.h"

#include <spdlog/fmt/fmt.h>

namespace reach::diagnosis {
namespace {

std::string HopText(const Trace& trace) {
  std::string text;
  if (trace.answered_at > 0) {
    text += fmt::format(", answered at hop {}", trace.answered_at);
  } else if (trace.last_router > 0) {
    text += fmt::format(", the last hop that answers is {}", trace.last_router);
    if (trace.last_address) text += fmt::format(" ({})", ToString(trace.last_address));
  }
  if (trace.forwarder > 0) text += fmt::format(", forwarded at hop {}", trace.forwarder);
  if (trace.host_distance > 0) text += fmt::format(", host at hop {}", trace.host_distance);
  if (trace.answer_ttl) text += fmt::format(", TTL of the RST {}", *trace.answer_ttl);
  if (trace.answer_tos) text += fmt::format(", its type of service {:#04x}", *trace.answer_tos);
  if (trace.answer_ttl && trace.host_ttl) {
    text += fmt::format(", TTL of other answers of the address {}", *trace.host_ttl);
  }
  return text;
}

std::string SightingText(const Sighting& seen) {
  std::string text = "Seen " + std::string(Words(seen.view));
  if (!seen.vantage.empty() && seen.vantage != "local") text += " (" + seen.vantage + ")";
  if (seen.address) text += ", " + ToString(seen.address);
  text += fmt::format(": {} ({})", Name(StateOf(seen.reason)), Name(seen.reason));
  if (seen.icmp && seen.icmp->sender) text += ", said by " + ToString(seen.icmp->sender);
  if (seen.trace) text += HopText(*seen.trace);
  if (seen.rtt) text += fmt::format(", {:.3g} ms", Seconds(*seen.rtt) * 1000);
  if (seen.attempts > 1 && seen.answered > 0 && seen.answered < seen.attempts) {
    text += fmt::format(", {} of {} attempts answered", seen.answered, seen.attempts);
  }
  if (seen.syn_retransmits > 0) {
    text += fmt::format(", {} SYN sent again in {} attempts", seen.syn_retransmits, seen.attempts);
  }
  return text + ".";
}

std::string ScopeText(const PortEvidence& port, host::BindScope scope) {
  const std::string what = fmt::format("{}/{}", port.port, Name(port.transport));
  switch (scope) {
    case host::BindScope::kNone:
      return "Nobody listens on " + what + ".";
    case host::BindScope::kLoopback:
      return "The socket of " + what + " is bound to loopback.";
    case host::BindScope::kLostAddress:
      return fmt::format("The socket of {} is bound to {}, which this host does not have.", what,
                         ToString(port.listeners->here.front().address));
    case host::BindScope::kOwnAddress:
      return fmt::format("The socket of {} is bound to {}.", what,
                         ToString(port.listeners->here.front().address));
    case host::BindScope::kWildcardV6:
      return "The socket of " + what + " takes all addresses, by IPv6 only.";
    case host::BindScope::kWildcardV4:
    case host::BindScope::kDual:
      break;
  }
  return "The socket of " + what + " takes all addresses.";
}

void AddListeners(const PortEvidence& port, std::vector<std::string>& lines) {
  if (!port.listeners) return;
  lines.push_back(ScopeText(port, host::ScopeOf(*port.listeners)));
  for (const host::Listener& listener : port.listeners->here) {
    if (listener.backlog.value_or(0) > 0) {
      std::string line = fmt::format("{} connections wait to be accepted", *listener.backlog);
      if (listener.backlog_limit) line += fmt::format(", the limit is {}", *listener.backlog_limit);
      lines.push_back(line + ".");
    }
    if (listener.queued.value_or(0) > 0) {
      lines.push_back(fmt::format("{} bytes wait to be read.", *listener.queued));
    }
  }
}

void AddRouter(const PortEvidence& port, std::vector<std::string>& lines) {
  if (port.mapping) {
    lines.push_back(port.mapping->internal_address
                        ? fmt::format("The router forwards the port to {}:{}{}.",
                                      ToString(*port.mapping->internal_address),
                                      port.mapping->internal_port,
                                      port.mapping->enabled ? "" : ", switched off")
                        : "The router lists no forward for the port; not every router lists all.");
  }
  if (port.arrival) {
    lines.push_back(fmt::format("Packets of {} {} at the host{}.", port.arrival->vantage,
                                port.arrival->arrived ? "arrive" : "do not arrive",
                                port.arrival->marked ? "" : ", as its counters show"));
  }
}

}  // namespace

std::string_view Words(View view) {
  switch (view) {
    case View::kLoopback:
      return "from the host itself by loopback";
    case View::kOwnAddress:
      return "from the host itself";
    case View::kLan:
      return "from its network";
    case View::kHairpin:
      return "from its network by the public address";
    case View::kOutside:
      break;
  }
  return "from the internet";
}

std::vector<std::string> EvidenceOf(const PortCase& port) {
  std::vector<std::string> lines;
  AddListeners(*port.port, lines);
  for (const Sightings& view : port.views) {
    for (const Sighting* seen : view.all()) lines.push_back(SightingText(*seen));
  }
  for (const Sighting* seen : port.unresolved) lines.push_back(SightingText(*seen));
  AddRouter(*port.port, lines);
  if (port.target->outbound_blocked.value_or(false)) {
    lines.push_back(
        "The server's machine reaches nothing of what \"outbound\" names: its answers may get lost "
        "on "
        "their way out, too.");
  }
  return lines;
}

}  // namespace reach::diagnosis
