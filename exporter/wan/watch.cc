#include "exporter/wan/watch.h"

#include <utility>

#include "exporter/wan/container.h"

namespace reach::wan {

Watch::Watch(Tell tell) : tell_(std::move(tell)), archive_("", tell_) {}

void Watch::Keep(const std::string& folder) { archive_ = Archive(folder, tell_); }

void Watch::Apply(const config::Config& config) {
  WatchOptions options = OptionsOf(config, InContainer());
  if (options == options_) return;
  Stop();
  options_ = std::move(options);
  if (!*options_.wan.enabled && config.wan.enabled == std::nullopt) {
    tell_({false,
           "wan is off: this is a container, and its public address may be of another host; "
           "wan.enabled: true turns it on"});
  }
  if (!*options_.wan.enabled && options_.ddns.empty()) return;
  station_ = std::make_unique<Station>(
      options_, archive_, [this](std::shared_ptr<const View> view) { Publish(std::move(view)); },
      tell_);
}

void Watch::Stop() {
  station_.reset();
  options_ = {};
  Publish(nullptr);
}

std::shared_ptr<const View> Watch::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

void Watch::Publish(std::shared_ptr<const View> view) {
  const std::lock_guard lock(mutex_);
  view_ = std::move(view);
}

}  // namespace reach::wan
