#include "exporter/metrics/wan_families.h"

#include <array>
#include <chrono>
#include <string>

#include "exporter/core/label_block.h"
#include "exporter/core/text.h"

namespace reach::metrics {
namespace {

using wan::DdnsState;
using wan::DdnsStatus;
using wan::View;
using wan::WanFamily;

constexpr std::array kHeads = {
    FamilyHead{"reach_wan_ip_info", Type::kInfo,
               "1, with the public address that was agreed on last, or its hash."},
    FamilyHead{"reach_wan_ip_changed_timestamp_seconds", Type::kGauge,
               "Unix time of the last change of the public address; absent before the first."},
    FamilyHead{"reach_wan_ip_changes_total", Type::kCounter, "Changes of the public address."},
    FamilyHead{"reach_wan_ip_sources_answered", Type::kGauge,
               "Sources that gave a public address in the last round."},
    FamilyHead{"reach_wan_ip_sources_agreeing", Type::kGauge,
               "Sources that gave the address that was agreed on, in the last round."},
    FamilyHead{"reach_wan_ip_multi_homed", Type::kGauge,
               "1 if the public address goes to and fro within a small set, which counts as no "
               "change."},
    FamilyHead{"reach_nat_info", Type::kInfo,
               "1, with the kind of address translation before the internet: none, single, double, "
               "cgnat, other or unknown."},
    FamilyHead{"reach_ddns_state", Type::kGauge,
               "1 for the state that the DDNS name is in, 0 for the others."},
    FamilyHead{"reach_ddns_stale_since_timestamp_seconds", Type::kGauge,
               "Unix time since when the stale DDNS name leads elsewhere; absent while it is not "
               "stale."},
    FamilyHead{"reach_ddns_info", Type::kInfo, "1, with a target that is reached by this name."},
};
enum Head : std::uint8_t {
  kIpInfo,
  kIpChanged,
  kIpChanges,
  kAnswered,
  kAgreeing,
  kMultiHomed,
  kNatInfo,
  kDdnsState,
  kStaleSince,
  kDdnsInfo
};

constexpr std::array kStates = {DdnsState::kUnknown, DdnsState::kInSync, DdnsState::kPropagating,
                                DdnsState::kPending, DdnsState::kStale,  DdnsState::kGone,
                                DdnsState::kSplit};

double UnixSeconds(WallTime time) {
  const auto whole = std::chrono::round<std::chrono::milliseconds>(time.time_since_epoch());
  return static_cast<double>(whole.count()) / 1000;
}

std::string Label(std::string_view name, std::string_view value) {
  std::string labels;
  AppendLabel(labels, name, value);
  return labels;
}

std::string Label(Family family) { return Label("family", Name(family)); }

template <typename Each>
void EachFamily(const View& view, Head head, Exposition& out, Each each) {
  out.Begin(kHeads[head]);
  each(Family::kIp4, view.status.ip4);
  each(Family::kIp6, view.status.ip6);
  out.End();
}

void RenderAddresses(const View& view, Exposition& out) {
  EachFamily(view, kIpInfo, out, [&](Family family, const WanFamily&) {
    const std::string& shown = family == Family::kIp4 ? view.shown_ip4 : view.shown_ip6;
    if (!shown.empty()) out.Sample({Label(family), Label("ip", shown)}, 1.0);
  });
  EachFamily(view, kIpChanged, out, [&](Family family, const WanFamily& status) {
    if (status.changed) out.Sample({Label(family)}, UnixSeconds(*status.changed));
  });
  EachFamily(view, kIpChanges, out, [&](Family family, const WanFamily& status) {
    out.Sample({Label(family)}, status.changes);
  });
  EachFamily(view, kAnswered, out, [&](Family family, const WanFamily& status) {
    out.Sample({Label(family)}, static_cast<double>(status.answered));
  });
  EachFamily(view, kAgreeing, out, [&](Family family, const WanFamily& status) {
    out.Sample({Label(family)}, static_cast<double>(status.agreeing));
  });
  EachFamily(view, kMultiHomed, out, [&](Family family, const WanFamily& status) {
    out.Sample({Label(family)}, status.multi_homed ? 1.0 : 0.0);
  });
  out.Begin(kHeads[kNatInfo]);
  out.Sample({Label("kind", Name(view.status.nat))}, 1.0);
  out.End();
}

void RenderDdns(const View& view, Exposition& out) {
  out.Begin(kHeads[kDdnsState]);
  for (const DdnsStatus& ddns : view.ddns) {
    const std::string hostname = Label("hostname", CleanText(ddns.hostname));
    for (const DdnsState state : kStates) {
      out.Sample({hostname, Label("state", Name(state))}, state == ddns.state ? 1.0 : 0.0);
    }
  }
  out.End();
  out.Begin(kHeads[kStaleSince]);
  for (const DdnsStatus& ddns : view.ddns) {
    if (!ddns.stale_since) continue;
    out.Sample({Label("hostname", CleanText(ddns.hostname))}, UnixSeconds(*ddns.stale_since));
  }
  out.End();
  out.Begin(kHeads[kDdnsInfo]);
  for (const DdnsStatus& ddns : view.ddns) {
    for (const std::string& target : ddns.targets) {
      out.Sample({Label("hostname", CleanText(ddns.hostname)), Label("target", target)}, 1.0);
    }
  }
  out.End();
}

}  // namespace

std::span<const FamilyHead> WanFamilies() { return kHeads; }

void RenderWan(const View& view, Exposition& out) {
  if (view.addresses) RenderAddresses(view, out);
  RenderDdns(view, out);
}

}  // namespace reach::metrics
