// What the web side needs of the rest of the exporter.
// Thread: the server's loop. Owner: the app, which implements it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "exporter/config/config.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/self_metrics.h"
#include "exporter/net/task.h"
#include "exporter/wan/view.h"

namespace reach::web {

class Backend {
 public:
  virtual ~Backend() = default;

  // Copies the rows off the shards. Null while there is no engine. Resumes on the caller's loop.
  virtual Task<std::shared_ptr<const Snapshot>> TakeSnapshot() = 0;

  // The configuration in force; null before the first one.
  virtual std::shared_ptr<const config::Config> config() const = 0;

  // A configuration is in force and the shards run: a scrape has something to say.
  virtual bool ready() const = 0;

  virtual metrics::ReloadStatus reload() const = 0;

  // The public address and the DDNS names; null while nothing watches them.
  virtual std::shared_ptr<const wan::View> wan() const { return nullptr; }

  // Loads the configuration again. What is wrong with it, or nothing.
  virtual Task<std::optional<std::string>> Reload() = 0;
};

}  // namespace reach::web
