#include "exporter/web/status_page.h"

#include <array>
#include <optional>
#include <string_view>

#include "exporter/version.h"
#include "exporter/web/html.h"
#include "exporter/web/status_style.h"
#include "exporter/web/verdict_cards.h"
#include "exporter/web/wan_lines.h"

namespace reach::web {
namespace {

struct Counts {
  std::array<std::size_t, kAllStates.size()> by_state{};
  std::size_t checks = 0;
  std::size_t failing = 0;
};

Counts Count(const Snapshot& snapshot) {
  Counts counts;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (const Row& row : shard.rows) {
      ++counts.by_state[static_cast<std::size_t>(row.state())];
      ++counts.checks;
      if (row.success == Success::kNo) ++counts.failing;
    }
  }
  return counts;
}

// Renders times against one moment.
class Page {
 public:
  Page(const WallClock& clock, TimePoint now) : clock_(clock), now_(now) {}

  void Head(const config::Config& config);
  void Offline(const OnlineStatuses& statuses);
  void Summary(const Counts& counts);
  void Table(const std::vector<StatusRow>& rows);
  void Foot();
  void Append(std::string_view html) { html_ += html; }

  std::string Take() && { return std::move(html_); }

 private:
  void Line(const StatusRow& status);
  void Cell(std::string_view label, std::string_view css_class, std::string_view html);
  std::string When(TimePoint time) const;
  std::string LastProbe(Tenths probe, Tenths success) const;

  const WallClock& clock_;
  TimePoint now_;
  std::string html_;
};

void Page::Head(const config::Config& config) {
  html_ +=
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<meta http-equiv=\"refresh\" content=\"15\"><title>reach_exporter: ";
  html_ += EscapeName(config.vantage);
  html_ += "</title><style>";
  html_ += StatusStyle();
  html_ += "</style></head><body>\n<h1>reach_exporter</h1>\n<p class=\"dim\">Seen from <b>";
  html_ += EscapeName(config.vantage);
  html_ += "</b> at ";
  html_ += UtcTime(clock_.UnixSeconds(now_));
  html_ += ". All times are UTC.";
  if (config.shard.total > 1) {
    html_ += " Here are the checks of shard " + std::to_string(config.shard.index) +
             "; there are " + std::to_string(config.shard.total) + " shards, the first is 0.";
  }
  html_ += " <a href=\"metrics\">Metrics</a></p>\n";
  if (config.notice.empty()) return;
  html_ += "<p class=\"notice\">" + Escape(config.notice) + "</p>\n";
}

void Page::Offline(const OnlineStatuses& statuses) {
  for (const Scope scope : kAllScopes) {
    const OnlineStatus& status = statuses[static_cast<std::size_t>(scope)];
    if (status.online != Online::kNo) continue;
    html_ += "<p class=\"notice\"><b>The exporter itself is offline";
    html_ += scope == Scope::kLan ? ".</b> Its local network" : ".</b> The internet";
    html_ += " does not answer, for " + LongTime(now_ - status.since.time()) +
             " now. What fails meanwhile says nothing about the targets.</p>\n";
  }
}

void Page::Summary(const Counts& counts) {
  const auto item = [&](std::size_t count, std::string_view css_class, std::string_view word) {
    html_ += "<li><b class=\"" + std::string(css_class) + "\">" + std::to_string(count) + "</b> ";
    html_.append(word) += "</li>\n";
  };
  html_ += "<ul class=\"counts\">\n";
  item(counts.checks, "", counts.checks == 1 ? "check" : "checks");
  item(counts.failing, counts.failing > 0 ? "bad" : "", "not as expected");
  for (const State state : kAllStates) {
    const std::size_t count = counts.by_state[static_cast<std::size_t>(state)];
    if (count > 0) item(count, "", Name(state));
  }
  html_ += "</ul>\n";
  if (counts.checks <= kRowsShown) return;
  html_ += "<p class=\"notice\">Only the worst " + std::to_string(kRowsShown) + " of " +
           std::to_string(counts.checks) + " checks are shown.</p>\n";
}

void Page::Table(const std::vector<StatusRow>& rows) {
  html_ += "<table><thead><tr>";
  for (const std::string_view column :
       {"Target", "Check", "Address", "State", "Since", "RTT", "Reason", "Last probe"}) {
    html_.append("<th>").append(column) += "</th>";
  }
  html_ += "</tr></thead><tbody>\n";
  for (const StatusRow& row : rows) Line(row);
  html_ += "</tbody></table>\n";
}

std::string_view ClassOf(Success success) {
  if (success == Success::kNo) return "bad";
  return success == Success::kYes ? "good" : "warn";
}

std::string AddressOf(const Check& check) {
  const bool is_v6 = check.host.find(':') != std::string::npos;
  const Transport transport = check.policy->module->transport;
  std::string text = is_v6 ? '[' + EscapeName(check.host) + ']' : EscapeName(check.host);
  if (transport != Transport::kIcmp) text += ':' + std::to_string(check.port);
  text.append("/").append(Name(transport));
  if (check.family != Family::kAny) text.append(" (").append(Name(check.family)) += ')';
  if (check.address()) text += " at " + EscapeName(ToString(check.address()));
  return text;
}

// Of the trouble when there is trouble, which may have had several states, else of the state.
Tenths SinceOf(const Row& row) {
  if (!row.probed()) return {};
  return row.success == Success::kNo && row.down_since.has_value() ? row.down_since : row.changed;
}

void Page::Line(const StatusRow& status) {
  const Check& check = status.entry->check;
  const Row& row = *status.row;
  const bool has_rtt = row.state() == State::kOpen && row.rtt >= 0;
  const Tenths since = SinceOf(row);
  html_.append("<tr class=\"").append(ClassOf(row.success)) += "\">";
  Cell("Target", "name", EscapeName(check.target));
  Cell("Check", "name", EscapeName(check.name()));
  Cell("Address", "address", AddressOf(check));
  Cell("State", "state", Name(row.state()));
  Cell("Since", "time", since.has_value() ? When(since.time()) : "");
  Cell("RTT", "number", has_rtt ? ShortTime(double{row.rtt}) : "");
  Cell("Reason", "", Escape(RowOf(row.reason).words));
  Cell("Last probe", "time", LastProbe(row.last_probe, status.last_success));
  html_ += "</tr>\n";
}

void Page::Cell(std::string_view label, std::string_view css_class, std::string_view html) {
  html_.append("<td data-label=\"").append(label) += '"';
  if (!css_class.empty()) html_.append(" class=\"").append(css_class) += '"';
  html_.append(">").append(html) += "</td>";
}

std::string Page::When(TimePoint time) const {
  return LongTime(now_ - time) + "<small>" + UtcTime(clock_.UnixSeconds(time)) + "</small>";
}

// Of a check that is as expected, the last success is the last probe.
std::string Page::LastProbe(Tenths probe, Tenths success) const {
  std::string html = probe.has_value() ? LongTime(now_ - probe.time()) + " ago" : "";
  if (!success.has_value()) return html;
  return html + "<small>last good " + LongTime(now_ - success.time()) + " ago</small>";
}

void Page::Foot() {
  html_ += "<footer>reach_exporter " + Escape(kVersion) + ", revision " + Escape(kRevision) +
           ". This page renews itself every 15 seconds.</footer>\n</body></html>\n";
}

}  // namespace

std::string RenderStatusPage(const Snapshot& snapshot, const config::Config& config,
                             const WallClock& clock, TimePoint now, const metrics::Views& views) {
  Page page(clock, now);
  page.Head(config);
  page.Offline(snapshot.online);
  page.Summary(Count(snapshot));
  if (views.wan != nullptr) page.Append(WanLines(*views.wan));
  if (views.verdicts != nullptr) page.Append(RenderVerdictCards(*views.verdicts, now));
  page.Table(WorstFirst(snapshot, kRowsShown));
  page.Foot();
  return std::move(page).Take();
}

}  // namespace reach::web
