// A whole exporter in simulated time, that is started, asked and stopped.
// Thread: one. Owner: main.
#pragma once

#include <memory>
#include <string>

#include "exporter/config/config.h"
#include "exporter/metrics/self_metrics.h"
#include "tests/alerts/diagnoses.h"
#include "tests/alerts/prober.h"
#include "tests/alerts/timeline.h"
#include "tests/alerts/wan_watch.h"
#include "tests/alerts/world.h"

namespace reach::replay {

class Exporter {
 public:
  Exporter(Timeline& time, const World& world, std::shared_ptr<const config::Config> config);

  void Start();
  void Stop();  // in an orderly way: what is to be remembered is
  bool running() const { return prober_ != nullptr; }

  // The page at /metrics. Call only while it runs.
  std::string Scrape();
  // What a blackbox exporter would say of the same checks, if Prometheus asked it at this moment:
  // `probe_success` of one attempt.
  std::string ProbeSuccess() const;

 private:
  Timeline& time_;
  const World& world_;
  std::shared_ptr<const config::Config> config_;
  WallClock clock_;
  // What is kept over a restart, as it is in the files.
  std::string memory_file_;
  std::string wan_file_;
  std::shared_ptr<Prober> prober_;
  std::shared_ptr<WanWatch> wan_;
  std::shared_ptr<Diagnoses> diagnoses_;
  metrics::ReloadStatus reload_;
  double started_ = 0;  // Unix time
};

}  // namespace reach::replay
