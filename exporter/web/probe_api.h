// `/api/v1/probe`: attempts for somebody elsewhere, who wants to know how a port looks from here.
// Thread: the server's loop. Owner: the app, or a command.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "exporter/config/probe_api.h"
#include "exporter/engine/attempts.h"
#include "exporter/web/caller_rate.h"
#include "exporter/web/message.h"
#include "exporter/web/probe_access.h"
#include "exporter/web/query.h"

namespace reach::web {

class ProbeApi {
 public:
  // The module of that name, null when there is none.
  using FindModule = std::function<std::shared_ptr<const Module>(const std::string& name)>;

  ProbeApi(asio::io_context& io, NameLookup lookup, FindModule find);

  // From now on; `hosts` are those of the configured targets. Callers keep what they have used up
  // unless the rate is another one.
  void Apply(const config::ProbeApiSettings& settings, const std::set<std::string>& hosts);

  // Parameters: target (a host), port, family, module (default tcp), else (the module when that one
  // is not known here), tls=1, trace=1, count (up to kMostAttempts; fewer are made where more would
  // say nothing new). 200 with the JSON of `reach_exporter probe --output json` and the key source:
  // the address that was probed from. A count of more than one adds the keys attempts, answered,
  // lost and syn_retransmits; a trace adds the key "trace", for a port that is not open. 400, 401,
  // 403, 429 and 503 with a sentence.
  Task<Response> Probe(const Request& request);

  // `/api/v1/arrival`: sends packets that can be recognised where they arrive
  // (net/marked_packets.h). Parameters as above, and mark: 16 to 64 letters and digits. 200 with
  // the JSON keys address, source and source_ports: null and empty when nothing could be sent.
  Task<Response> Arrival(const Request& request);

  // Attempts under way land with what they have seen; there are no others from now on.
  void Stop();

 private:
  struct Wish {
    std::string host;
    std::uint16_t port = 0;
    Family family = Family::kAny;
    std::shared_ptr<const Module> module;
    bool trace = false;
    int count = 1;
    std::string caller;
    std::string mark;  // of an arrival
  };
  struct Outcome {
    Destination where;
    Tally tally;
    std::optional<Trace> trace;
  };
  // Counts those under way, and lets the sockets go with the last.
  struct Busy {
    explicit Busy(ProbeApi& owner) : api(owner) { ++api.busy_; }
    ~Busy() {
      if (--api.busy_ == 0 && api.stopping_) api.once_.reset();
    }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    ProbeApi& api;
  };

  // A refusal, or nothing and the wish. An allowance of `cost` attempts is taken.
  std::optional<Response> Admit(const Request& request, int cost, Wish& wish);
  std::optional<Response> Read(const Request& request, Wish& wish);
  std::optional<Response> ReadModule(const Parameters& parameters, Wish& wish);
  static std::optional<Response> ReadPort(const Parameters& parameters, Wish& wish);
  // The wish outlives the task.
  Task<Response> Attempt(const Wish& wish);
  Response AnswerOf(const Wish& wish, const Outcome& outcome);
  Task<Tally> TryAt(const Wish& wish, const Destination& where);
  Task<Response> SendTo(const Wish& wish);
  std::string RefuseAddress(const Wish& wish, const Address& address);
  std::shared_ptr<const Module> ModuleNamed(const std::string& name);

  std::unique_ptr<OneShot> once_;
  FindModule find_;
  std::map<std::string, std::shared_ptr<const Module>> modules_;  // that were asked for
  ProbeAccess access_;
  int per_minute_;
  CallerRate rate_;
  int busy_ = 0;
  bool stopping_ = false;
};

}  // namespace reach::web
