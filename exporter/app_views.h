// The views of the running exporter, for its diagnoses.
// Thread: the control loop; SetOnline from any. Owner: the app.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/diagnosis/known_views.h"
#include "exporter/diagnosis/vantage_sighting.h"
#include "exporter/engine/online.h"
#include "exporter/host/host_view.h"
#include "exporter/wan/watch.h"

namespace reach {

class AppViews : public diagnosis::KnownViews {
 public:
  // All outlive every examination.
  AppViews(asio::io_context& io, host::HostView& host, const wan::Watch& wan,
           vantage::Client& vantages)
      : KnownViews(io), host_(host), wan_(wan), vantages_(vantages) {}

  Task<std::vector<diagnosis::Sighting>> FromVantages(const Check& check) override {
    return diagnosis::AskVantages(vantages_, check, "");
  }

  Task<std::optional<diagnosis::Arrival>> ArrivalAt(const diagnosis::Subject& subject,
                                                    const Check& check) override {
    const bool here = Listeners(subject, check).has_value();
    if (!here) co_return std::nullopt;
    co_return co_await diagnosis::AskForArrival(io_, vantages_, check, subject.ServedPort(check),
                                                "");
  }

  Task<void> Refresh() override { co_await host_.Refresh(); }

  void Apply(const config::Config& config) {
    outbound_ = config.outbound;
    processes_ = config.processes;
  }

  void SetOnline(Scope scope, reach::Online online) {
    online_[static_cast<std::size_t>(scope)] = online;
  }

 protected:
  std::shared_ptr<const host::HostReading> Host() const override { return host_.reading(); }
  std::shared_ptr<const wan::View> WanView() const override { return wan_.view(); }
  std::string ProcessOf(const std::string& profile) const override {
    const auto found = processes_.find(profile);
    return found == processes_.end() ? "" : found->second;
  }
  std::vector<Check> OutboundChecks() const override { return outbound_; }
  bool HasVantages() const override { return !vantages_.names().empty(); }
  std::optional<bool> Online(Scope scope) override {
    const reach::Online online = online_[static_cast<std::size_t>(scope)];
    if (online == reach::Online::kUnknown) return std::nullopt;
    return online == reach::Online::kYes;
  }

 private:
  host::HostView& host_;
  const wan::Watch& wan_;
  vantage::Client& vantages_;
  std::vector<Check> outbound_;
  std::map<std::string, std::string> processes_;  // by profile
  std::array<std::atomic<reach::Online>, kAllScopes.size()> online_{};
};

}  // namespace reach
