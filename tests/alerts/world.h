// What is out there at this moment of a replay: what each port would answer, which networks work,
// where names lead.
// Thread: one. Owner: main.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/observation.h"
#include "exporter/core/scope.h"

namespace reach::replay {

class World {
 public:
  // One line of a script, split into words, says how the world is from now on:
  //   see TARGET/CHECK REASON [OFFENDER]  what an attempt sees; see@VANTAGE: another vantage
  //   answer SCOPE yes|no                 whether the controls of lan or internet answer
  //   resolve NAME ADDRESS                where a name leads
  //   wan ADDRESS                         our public address
  //   listens TARGET/CHECK                the exporter sees the sockets of the server's host, and
  //   one
  //                                       of this check bound to all of its addresses
  // Throws std::runtime_error for anything else.
  void Change(const std::vector<std::string>& words);

  // One attempt. Nothing at all is seen of a check that the script says nothing of.
  Observation See(const Check& check) const;
  // The same for whoever probes from elsewhere; by vantage, those that look at this check.
  std::map<std::string, Observation> SeeFromElsewhere(const Check& check) const;

  bool Answers(Scope scope) const { return answers_[static_cast<std::size_t>(scope)]; }
  // None: the name does not exist.
  Address Resolve(const std::string& name) const;
  Address wan() const { return wan_; }
  bool Listens(const Check& check) const { return listens_.contains(Title(check)); }

 private:
  struct Sight {
    Reason reason = Reason::kNoAnswer;
    Offender offender = Offender::kNone;
  };
  Observation Observe(const Sight& sight, const Check& check) const;

  std::map<std::string, std::map<std::string, Sight>> sights_;  // by vantage ("": here), title
  std::map<std::string, Address> names_;
  std::array<bool, kAllScopes.size()> answers_ = {true, true};
  Address wan_;
  std::set<std::string> listens_;
};

}  // namespace reach::replay
