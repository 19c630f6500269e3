// Watches our public address, the translation before it, and the names that should follow it.
// Thread: the control loop's, except where a function says otherwise. Owner: the app.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "exporter/wan/station.h"

namespace reach::wan {

class Watch {
 public:
  // `tell` is called on any thread.
  explicit Watch(Tell tell);

  // Keeps what is known in this folder, which belongs to this process. Call before Apply.
  void Keep(const std::string& folder);

  // From now on as this configuration says; one that says the same changes nothing.
  void Apply(const config::Config& config);
  void Stop();

  // Null while there is nothing to watch. Any thread.
  std::shared_ptr<const View> view() const;

 private:
  void Publish(std::shared_ptr<const View> view);

  Tell tell_;
  Archive archive_;
  WatchOptions options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const View> view_;  // guarded by mutex_
  std::unique_ptr<Station> station_;
};

}  // namespace reach::wan
