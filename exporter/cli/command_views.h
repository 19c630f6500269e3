// The views of a one-shot diagnosis: this host's sockets or a pasted listing, the controls, and one
// round of the WAN view where the configuration has one.
// Thread: main's. Owner: the command.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/diagnosis/known_views.h"
#include "exporter/diagnosis/vantage_sighting.h"
#include "exporter/engine/control_scope.h"
#include "exporter/host/host_view.h"
#include "exporter/wan/watch.h"

namespace reach::cli {

class CommandViews : public diagnosis::KnownViews {
 public:
  // `config` has the checks of the subject only.
  // `via`: the one vantage that is asked; "": those of the target.
  CommandViews(asio::io_context& io, NameLookup lookup,
               std::shared_ptr<const config::Config> config, std::string via);

  // What somebody printed on the target's host. Returns what is wrong with it, "" for nothing.
  std::string Paste(const std::string& text);

  // Looks at what there is to see; returns when it is seen, or after ten seconds.
  Task<void> Look();
  // No control is asked any more: what goes on must have ended before this is destroyed.
  void Stop();

  Task<std::vector<diagnosis::Sighting>> FromVantages(const Check& check) override {
    return diagnosis::AskVantages(vantages_, check, via_);
  }

  Task<std::optional<diagnosis::Arrival>> ArrivalAt(const diagnosis::Subject& subject,
                                                    const Check& check) override;

 protected:
  std::shared_ptr<const host::HostReading> Host() const override;
  std::shared_ptr<const wan::View> WanView() const override { return wan_.view(); }
  bool HostIsElsewhere() const override { return pasted_ != nullptr; }
  std::optional<bool> Online(Scope scope) override;
  std::string ProcessOf(const std::string& profile) const override {
    const auto found = config_->processes.find(profile);
    return found == config_->processes.end() ? "" : found->second;
  }
  std::vector<Check> OutboundChecks() const override { return config_->outbound; }
  bool HasVantages() const override { return !vantages_.names().empty(); }

 private:
  void AskControls();
  bool WatchesWan() const;
  bool SeesWan() const;

  std::shared_ptr<const config::Config> config_;
  std::shared_ptr<const host::HostReading> pasted_;
  host::HostView host_view_;
  wan::Watch wan_;
  std::string via_;
  vantage::Client vantages_;
  ControlProber control_prober_;
  std::array<ControlScope, kAllScopes.size()> controls_;  // index: Scope
  std::size_t unanswered_ = 0;                            // scopes whose controls are being asked
};

}  // namespace reach::cli
