// Gathers the evidence about one target, now: probes every port of it from here, follows the routes
// to those that fail, and asks the other views.
// Thread: that of its OneShot. Owner: the app, or a command.
#pragma once

#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/look.h"
#include "exporter/diagnosis/subject.h"
#include "exporter/diagnosis/views.h"
#include "exporter/engine/one_shot.h"

namespace reach::diagnosis {

// The view that an attempt at an address has when it goes by that path.
View ViewOf(Path path, const Address& address);

class Examiner {
 public:
  // Both outlive every examination.
  Examiner(OneShot& once, Views& views) : once_(once), views_(views) {}

  // Takes as long as the slowest port: three timeouts and a trace. Touches nothing but the target.
  Task<TargetEvidence> Examine(Subject subject);

 private:
  struct Place {  // a name's address, by family
    Names::Found found;
    Family family = Family::kAny;
  };

  // Kept open until the routes are followed: what else an address answers tells how far it is.
  using Round = std::vector<std::shared_ptr<AnswerWatch>>;

  Task<std::vector<Place>> Resolve(const Check& check);
  std::vector<Task<PortEvidence>> Ports(const Subject& subject, Round& round);
  Task<void> AskHost(const Subject& subject, std::vector<PortEvidence>& ports);
  void AskForProcess(const Subject& subject, TargetEvidence& evidence);
  Task<bool> GetsOut(Check check);
  Task<void> AskOutbound(const Subject& subject, TargetEvidence& evidence);
  TargetEvidence AboutTarget(const Subject& subject);
  // One of the two may be null: a port that has only one side.
  Task<PortEvidence> ExaminePort(const Subject& subject, BothSides sides, Round& round);
  Task<std::vector<Looked>> LookAround(const Subject& subject, BothSides sides, Round& round);
  // A name without an address goes to `unresolved`.
  Task<void> AddLooks(const Subject& subject, const Check& check, std::vector<Look>& looks,
                      std::vector<Looked>& unresolved);
  void AddLocal(const Subject& subject, const Check& served, std::vector<Look>& looks);
  void AddArrivals(const Subject& subject, const host::Window& window, TargetEvidence& evidence);
  Task<void> ProveArrivals(const Subject& subject, TargetEvidence& evidence);
  Task<void> AskVantages(const Subject& subject, TargetEvidence& evidence);
  Path PathOf(const Subject& subject, const Check& check, const Address& address);

  OneShot& once_;
  Views& views_;
};

}  // namespace reach::diagnosis
