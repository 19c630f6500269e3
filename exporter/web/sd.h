// What is probed, as Prometheus discovers it (http_sd): so that it can ask the same of others.
// Thread: one at a time. Owner: the response.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "exporter/engine/snapshot.h"
#include "exporter/web/message.h"

namespace reach::web {

// A JSON list with a group for each check: its "host:port" (the host alone where the module has no
// port), the user's labels, `__param_module`, and in `__reach_target`, `__reach_check`,
// `__reach_path` and `__reach_resolve` what makes it the same check in another reach_exporter.
class TargetsBody : public BodySource {
 public:
  explicit TargetsBody(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}
  std::string_view Next() override;

 private:
  bool IsNew(const Check& check);

  std::shared_ptr<const Snapshot> snapshot_;
  std::set<std::string> listed_;  // keys of checks that have a row for each address
  std::string piece_;
  // What comes next.
  std::size_t shard_ = 0;
  std::size_t check_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace reach::web
