// The WAN view at work: rounds of questions on a thread of its own, from its making to its end.
// Thread: made and ended on the control loop; all else on its own. Owner: the watch.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "exporter/wan/archive.h"
#include "exporter/wan/name_view.h"
#include "exporter/wan/router.h"
#include "exporter/wan/survey.h"
#include "exporter/wan/view.h"
#include "exporter/wan/watch_options.h"

namespace reach::wan {

class Station {
 public:
  using Publish = std::function<void(std::shared_ptr<const View>)>;

  // Begins at once. `publish` and `tell` are called on the station's thread.
  Station(WatchOptions options, Archive& archive, Publish publish, Tell tell);
  ~Station();  // waits for what cannot be broken off, two seconds at most
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

 private:
  Task<void> Run();
  Task<bool> TakeRound();
  Task<void> AskRouters(std::vector<Answer>& answers);
  // True: what is kept over a restart has changed.
  bool Judge(Family family, FamilyMemory& memory, const std::vector<Answer>& answers);
  void JudgeNat();
  // True: as above.
  Task<bool> LookAtNames();
  bool Judge(const config::Ddns& ddns, DdnsEvidence evidence, DdnsStatus& status);
  void PublishView();
  std::string Shown(const Address& address) const;
  bool IsUndecided() const;

  WatchOptions options_;
  Archive& archive_;
  Publish publish_;
  Tell tell_;
  Record record_;
  View view_;
  RouterReading router_;  // of the last round
  asio::io_context io_{1};
  NameService names_;
  Helpers helpers_;
  Router router_view_;
  Survey survey_;
  NameView name_view_;
  Timer pause_;
  std::thread thread_;
};

}  // namespace reach::wan
