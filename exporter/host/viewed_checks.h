// Which checks of a configuration run on this host, and so are in the view of it.
// Thread: immutable after construction. Owner: the host view.
#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/host/bound_socket.h"

namespace reach::host {

class ViewedChecks {
 public:
  // Keeps copies of what can be in the view, and not the configuration, which may be large. Where
  // more than kMost checks have an address as host, only those that are `own` now can be.
  ViewedChecks(const config::Config& config, const Addresses& own);

  // No check can ever be in the view: there is nothing to look at.
  bool empty() const { return candidates_.empty(); }
  // The shortest of the checks, 5 seconds to a minute.
  Duration interval() const { return interval_; }

  using Targets = std::map<std::string_view, std::vector<const Check*>>;
  // Those named in the configuration, and, if that is wanted, those whose host is loopback,
  // "localhost" or one of `own`. A host that is another name counts only when its target is named.
  // At most kMost checks, those named first.
  Targets Select(const Addresses& own) const;
  static constexpr std::size_t kMost = 1000;  // this host has one user, and not one per port

 private:
  struct Candidate {
    Check check;
    Address host;  // none: its target is named
  };

  void AddByAddress(const config::Config& config, const std::set<std::string_view>& named,
                    const Addresses& own);

  std::vector<Candidate> candidates_;  // those named first
  Duration interval_;
};

}  // namespace reach::host
