// The vantages of the configuration: asks them how the ports of a target look from where they are.
// Thread: that of its io_context. Owner: the app, or a command.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/config/vantages.h"
#include "exporter/core/check.h"
#include "exporter/net/task.h"
#include "exporter/vantage/answer.h"
#include "exporter/vantage/asker.h"

namespace reach::vantage {

class Client {
 public:
  // Hears what is wrong with a vantage when that begins or changes, and "" when it answers again;
  // of what it refuses, each sentence once.
  using Report = std::function<void(const std::string& vantage, const std::string& problem)>;

  Client(asio::io_context& io, Report report) : io_(io), asker_(io), report_(std::move(report)) {}

  void Apply(std::vector<config::Vantage> vantages, config::CheckHostSettings check_host);

  // The vantages that look at this target, all at once. One that cannot be reached, or refuses, is
  // missing: it is no evidence. `trace`: where it fails, how far packets get.
  Task<std::vector<Answer>> Ask(Check check, bool trace);

  // One vantage by name, whichever targets it has; no answer and no report without one.
  Task<std::optional<Answer>> AskOne(std::string name, Check check, bool trace);

  // Has marked packets sent to the check's port, by `via` or by the first vantage of its target.
  // nullopt without one, and when it refuses.
  struct Sent {
    std::string vantage;
    std::string body;  // JSON of /api/v1/arrival
  };
  Task<std::optional<Sent>> SendMarked(const Check& check, std::string via, std::string mark);

  // The names, for messages.
  std::vector<std::string> names() const;

  void Stop() { asker_.Stop(); }

 private:
  using VantagePtr = std::shared_ptr<const config::Vantage>;

  // One answer or none; check-host.net gives one for each of its places.
  Task<std::vector<Answer>> Put(VantagePtr vantage, std::string path);
  Task<std::vector<Answer>> PutCheckHost(Check check);
  void Note(const std::string& vantage, const std::string& problem);
  void NoteRefusal(const std::string& vantage, const std::string& sentence);

  asio::io_context& io_;
  Asker asker_;
  Report report_;
  std::vector<VantagePtr> vantages_;  // shared with the questions under way
  config::CheckHostSettings check_host_;
  std::map<std::string, std::string> problems_;             // that were told, by vantage
  std::set<std::pair<std::string, std::string>> refusals_;  // likewise, with their sentences
};

// What a vantage is asked: "/api/v1/probe?target=...".
std::string PathOf(const Check& check, bool trace);
// The same for "/api/v1/arrival".
std::string ArrivalPathOf(const Check& check, const std::string& mark);

}  // namespace reach::vantage
