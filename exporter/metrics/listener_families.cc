#include "exporter/metrics/listener_families.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exporter/core/label_block.h"

namespace reach::metrics {
namespace {

using host::BindScope;
using host::Listener;
using host::ViewedPort;

// A row for each scope that a socket of the port has; the sockets may be several.
void RenderScopes(const ViewedPort& port, const std::string& labels, Exposition& out) {
  std::set<BindScope> scopes;
  for (const Listener& listener : port.listeners.here) scopes.insert(listener.scope);
  if (scopes.empty()) scopes.insert(BindScope::kNone);
  for (const BindScope scope : scopes) {
    std::string more;
    AppendLabel(more, "scope", Name(scope));
    out.Sample({labels, more}, 1.0);
  }
}

double Load(const Listener& listener) {
  return static_cast<double>(listener.backlog.value_or(0)) /
         std::max(1.0, static_cast<double>(listener.backlog_limit.value_or(0)));
}

// Of several sockets the fullest one counts: a sum would hide that its connections are lost.
const Listener* Fullest(const ViewedPort& port) {
  const auto& here = port.listeners.here;
  const auto fullest = std::max_element(
      here.begin(), here.end(),
      [](const Listener& one, const Listener& other) { return Load(one) < Load(other); });
  return fullest == here.end() ? nullptr : &*fullest;
}

void RenderBacklog(const ViewedPort& port, const std::string& labels, Exposition& out) {
  const Listener* const fullest = Fullest(port);
  if (fullest != nullptr && fullest->backlog) {
    out.Sample({labels}, std::uint64_t{*fullest->backlog});
  }
}

void RenderBacklogLimit(const ViewedPort& port, const std::string& labels, Exposition& out) {
  const Listener* const fullest = Fullest(port);
  if (fullest != nullptr && fullest->backlog_limit) {
    out.Sample({labels}, std::uint64_t{*fullest->backlog_limit});
  }
}

// The sum over the sockets that tell; no sample when none does.
template <typename Field>
void RenderSum(const ViewedPort& port, const std::string& labels, Field field, Exposition& out) {
  std::optional<std::uint64_t> sum;
  for (const Listener& listener : port.listeners.here) {
    if (const auto& value = listener.*field) sum = sum.value_or(0) + *value;
  }
  if (sum) out.Sample({labels}, *sum);
}

void RenderQueued(const ViewedPort& port, const std::string& labels, Exposition& out) {
  RenderSum(port, labels, &Listener::queued, out);
}

void RenderDrops(const ViewedPort& port, const std::string& labels, Exposition& out) {
  RenderSum(port, labels, &Listener::drops, out);
}

constexpr ListenerFamily kFamilies[] = {
    {{"reach_listener", Type::kGauge,
      "1 for each scope in which a socket of this host listens on the port: none, loopback, lost "
      "(an address that the host no longer has), address, wildcard6, wildcard4 or dual."},
     RenderScopes},
    {{"reach_listener_backlog", Type::kGauge,
      "Connections that the server has not accepted yet; of several sockets the fullest."},
     RenderBacklog},
    {{"reach_listener_backlog_limit", Type::kGauge,
      "Connections that may wait to be accepted; when there are more, new ones get no answer."},
     RenderBacklogLimit},
    {{"reach_listener_queued_bytes", Type::kGauge,
      "Memory of the datagrams that the server has not read yet, in bytes."},
     RenderQueued},
    {{"reach_listener_drops_total", Type::kCounter,
      "Datagrams that were lost because the server did not read them in time."},
     RenderDrops},
};

std::string LabelsOf(const ViewedPort& port) {
  std::string labels;
  AppendLabel(labels, "target", port.target);
  AppendLabel(labels, "check", port.check);
  AppendLabel(labels, "port", std::to_string(port.port));
  AppendLabel(labels, "transport", Name(port.transport));
  return labels;
}

}  // namespace

std::span<const ListenerFamily> ListenerFamilies() { return kFamilies; }

void RenderListeners(const host::HostReading& reading, Exposition& out) {
  std::vector<std::string> labels;
  labels.reserve(reading.ports.size());
  for (const ViewedPort& port : reading.ports) labels.push_back(LabelsOf(port));
  for (const ListenerFamily& family : ListenerFamilies()) {
    out.Begin(family.head);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      family.render(reading.ports[i], labels[i], out);
    }
    out.End();
  }
}

}  // namespace reach::metrics
