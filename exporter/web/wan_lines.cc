#include "exporter/web/wan_lines.h"

#include "exporter/web/html.h"

namespace reach::web {
namespace {

using wan::DdnsState;
using wan::Nat;

std::string_view Words(Nat nat) {
  switch (nat) {
    case Nat::kUnknown:
      return "";
    case Nat::kNone:
      return "This machine has it itself.";
    case Nat::kSingle:
      return "The router has it.";
    case Nat::kCgnat:
      return "The provider shares it among customers (carrier-grade NAT): port forwarding cannot "
             "work.";
    case Nat::kDouble:
      return "Another router stands before yours (double NAT): it has to forward too.";
    case Nat::kOther:
      return "The router says that it has another one: a VPN, or several lines.";
  }
  return "";
}

std::string_view Words(DdnsState state) {
  switch (state) {
    case DdnsState::kUnknown:
      return "not known yet";
    case DdnsState::kInSync:
      return "leads here";
    case DdnsState::kPropagating:
      return "leads here, and old answers are still in caches";
    case DdnsState::kPending:
      return "leads elsewhere, and the updater has still time";
    case DdnsState::kStale:
      return "leads elsewhere: the updater does not do its work";
    case DdnsState::kGone:
      return "has no address that anybody can reach";
    case DdnsState::kSplit:
      return "its servers disagree";
  }
  return "";
}

bool IsBad(DdnsState state) { return state == DdnsState::kStale || state == DdnsState::kGone; }

std::string AddressLine(const wan::View& view) {
  const std::string& first = view.shown_ip4.empty() ? view.shown_ip6 : view.shown_ip4;
  const std::string& second = view.shown_ip4.empty() ? view.shown_ip4 : view.shown_ip6;
  std::string line = "Public address: ";
  line += first.empty() ? "not known yet" : "<b>" + Escape(first) + "</b>";
  if (!second.empty()) line += " and <b>" + Escape(second) + "</b>";
  const bool flaps = view.status.ip4.multi_homed || view.status.ip6.multi_homed;
  if (flaps) line += ", one of several that it goes to and fro between";
  return line.append(". ").append(Words(view.status.nat));
}

std::string Paragraph(bool bad, const std::string& html) {
  return "<p class=\"" + std::string(bad ? "notice" : "dim") + "\">" + html + "</p>\n";
}

}  // namespace

std::string WanLines(const wan::View& view) {
  std::string html;
  if (view.addresses) html += Paragraph(!view.as_expected, AddressLine(view));
  for (const wan::DdnsStatus& ddns : view.ddns) {
    std::string line = "<b>" + EscapeName(ddns.hostname) + "</b> ";
    line.append(Words(ddns.state)) += '.';
    html += Paragraph(IsBad(ddns.state), line);
  }
  return html;
}

}  // namespace reach::web
