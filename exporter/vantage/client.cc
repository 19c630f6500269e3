#include "exporter/vantage/client.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "exporter/net/when_all.h"
#include "exporter/vantage/check_host.h"

namespace reach::vantage {
namespace {

// There a lookup takes up to 7 s, the attempts up to 17 s, a trace up to 8 s.
constexpr Duration kLimit = std::chrono::seconds(40);
// Several attempts show loss; none twice at what is never tried twice here either.
constexpr int kCount = 12;
constexpr const char* kJson = "application/json";
constexpr std::size_t kMostRefusals = 1000;

bool Watches(const std::vector<std::string>& targets, const Check& check) {
  return targets.empty() ||
         std::find(targets.begin(), targets.end(), check.target) != targets.end();
}

// The sentence of a refusal, one line of it.
std::string Sentence(const Reply& reply) {
  std::string line = reply.body.substr(0, std::min(reply.body.find('\n'), std::size_t{200}));
  std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
  return "status " + std::to_string(reply.status) + ": " + line;
}

std::string ParametersOf(const Check& check) {
  const Module& module = *check.policy->module;
  const std::string host = check.address() ? ToString(check.address()) : check.host;
  std::string path = "?target=" + Escaped(host);
  if (module.transport != Transport::kIcmp) path += "&port=" + std::to_string(check.port);
  path += "&module=" + Escaped(module.name) + "&else=" + Escaped(module.prober);
  if (check.family != Family::kAny) path += "&family=" + std::string(Name(check.family));
  return path;
}

}  // namespace

std::string PathOf(const Check& check, bool trace) {
  std::string path = "/api/v1/probe" + ParametersOf(check);
  if (check.policy->tls.value_or(false)) path += "&tls=1";
  if (check.policy->confirm > 0) path += "&count=" + std::to_string(kCount);
  if (trace) path += "&trace=1";
  return path;
}

std::string ArrivalPathOf(const Check& check, const std::string& mark) {
  return "/api/v1/arrival" + ParametersOf(check) + "&mark=" + mark;
}

void Client::Apply(std::vector<config::Vantage> vantages, config::CheckHostSettings check_host) {
  vantages_.clear();
  refusals_.clear();
  for (config::Vantage& vantage : vantages) {
    vantages_.push_back(std::make_shared<const config::Vantage>(std::move(vantage)));
  }
  check_host_ = std::move(check_host);
  std::erase_if(problems_, [this](const auto& told) {
    const auto known = names();
    return std::find(known.begin(), known.end(), told.first) == known.end();
  });
}

std::vector<std::string> Client::names() const {
  std::vector<std::string> names;
  for (const VantagePtr& vantage : vantages_) names.push_back(vantage->name);
  if (check_host_.enabled) names.emplace_back(kCheckHost);
  return names;
}

void Client::Note(const std::string& vantage, const std::string& problem) {
  std::string& told = problems_[vantage];  // "" at first: that it answers is no news then
  if (std::exchange(told, problem) != problem) report_(vantage, problem);
}

// It answers: what it refuses is about one target, while it may look at others.
void Client::NoteRefusal(const std::string& vantage, const std::string& sentence) {
  if (refusals_.size() >= kMostRefusals) refusals_.clear();
  if (refusals_.emplace(vantage, sentence).second) report_(vantage, sentence);
}

Task<std::vector<Answer>> Client::Put(VantagePtr vantage, std::string path) {
  const Reply reply = co_await asker_.Get(vantage->origin, std::move(path), kJson, kLimit);
  std::optional<Answer> answer;
  if (reply.status == 0) {
    Note(vantage->name, reply.problem);
  } else if (reply.status != 200) {
    NoteRefusal(vantage->name, Sentence(reply));
  } else if (answer = ParseAnswer(vantage->name, reply.body); !answer) {
    Note(vantage->name, "its answer cannot be read: is it a reach_exporter of this version?");
  } else {
    Note(vantage->name, "");
  }
  std::vector<Answer> answers;
  if (answer) answers.push_back(*std::move(answer));
  co_return answers;
}

Task<std::vector<Answer>> Client::PutCheckHost(Check check) {
  std::string problem;
  std::vector<Answer> answers = co_await AskCheckHost(io_, asker_, check_host_, check, problem);
  Note(std::string(kCheckHost), problem);
  co_return answers;
}

Task<std::vector<Answer>> Client::Ask(Check check, bool trace) {
  std::vector<Task<std::vector<Answer>>> tasks;
  for (const VantagePtr& vantage : vantages_) {
    if (Watches(vantage->targets, check)) tasks.push_back(Put(vantage, PathOf(check, trace)));
  }
  if (check_host_.enabled && Watches(check_host_.targets, check) && CanCheckHost(check)) {
    tasks.push_back(PutCheckHost(check));
  }
  const auto replies = co_await WhenAll(io_.get_executor(), std::move(tasks));
  std::vector<Answer> answers;
  for (const std::vector<Answer>& some : replies) {
    // An error there is about the vantage, not about the port.
    std::copy_if(some.begin(), some.end(), std::back_inserter(answers),
                 [](const Answer& answer) { return IsVerdict(answer.seen.state()); });
  }
  co_return answers;
}

Task<std::optional<Answer>> Client::AskOne(std::string name, Check check, bool trace) {
  const auto found = std::find_if(vantages_.begin(), vantages_.end(),
                                  [&](const VantagePtr& one) { return one->name == name; });
  if (found == vantages_.end()) co_return std::nullopt;
  const std::vector<Answer> answers = co_await Put(*found, PathOf(check, trace));
  std::optional<Answer> answer;
  if (!answers.empty()) answer = answers.front();
  co_return answer;
}

Task<std::optional<Client::Sent>> Client::SendMarked(const Check& check, std::string via,
                                                     std::string mark) {
  const auto fits = [&](const VantagePtr& one) {
    return via.empty() ? Watches(one->targets, check) : one->name == via;
  };
  const auto found = std::find_if(vantages_.begin(), vantages_.end(), fits);
  std::optional<Sent> sent;
  if (found == vantages_.end()) co_return sent;
  const VantagePtr vantage = *found;
  const Reply reply =
      co_await asker_.Get(vantage->origin, ArrivalPathOf(check, mark), kJson, kLimit);
  if (reply.status == 200) sent = Sent{vantage->name, reply.body};
  co_return sent;
}

}  // namespace reach::vantage
