#include "exporter/config/target_list.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "exporter/config/error.h"
#include "exporter/config/json_escapes.h"
#include "exporter/config/words.h"
#include "exporter/config/yaml.h"

namespace reach::config {
namespace {

// Where in the list the next event is.
enum class At { kRoot, kList, kGroup, kTargets, kLabels, kEnd };

class ListBuilder : public YAML::EventHandler {
 public:
  explicit ListBuilder(TargetList& list) : list_(list) {}
  bool complete() const { return at_ == At::kEnd; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    // Also after an empty one: text that is no YAML is an endless row of those.
    if (++documents_ > 1) Fail(mark, "a second document starts here; one file holds one");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (at_ == At::kRoot) return;
    if (!key_) Fail(mark, "a value is missing");
    if (key_ == "targets" && at_ == At::kGroup) Fail(mark, "\"targets\" has no value");
    key_.reset();  // no labels, or a label that is not there
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Fail(mark, "aliases are not supported in a list of targets");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override;
  void OnSequenceEnd() override;
  void OnMapEnd() override;

 private:
  [[noreturn]] void Fail(const YAML::Mark& mark, std::string problem) const {
    throw Faults({{list_.origin, mark.line + 1, "", std::move(problem)}});
  }
  void RefuseTag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    Fail(mark, "tags such as " + Quoted(tag) + " are not supported");
  }
  [[noreturn]] void Misplaced(const YAML::Mark& mark, const std::string& what) const;
  void TakeKey(const YAML::Mark& mark, const std::string& key);

  TargetList& list_;
  At at_ = At::kRoot;
  int documents_ = 0;
  std::optional<std::string> key_;  // of a map: seen, its value comes next
  bool has_targets_ = false;
  bool has_labels_ = false;
};

void ListBuilder::Misplaced(const YAML::Mark& mark, const std::string& what) const {
  constexpr const char* kForm = "a list of groups such as {targets: [\"host:port\"], labels: {}}";
  if (at_ == At::kRoot) Fail(mark, std::string("the file must be ") + kForm + ", not " + what);
  if (at_ == At::kList) Fail(mark, "a group must be a map, not " + what);
  if (at_ == At::kTargets) Fail(mark, "a target must be a string, not " + what);
  if (!key_) Fail(mark, "a key must be a word");
  if (at_ == At::kLabels) Fail(mark, Quoted(*key_) + " must be a string, not " + what);
  const std::string wanted = *key_ == "targets" ? "a list" : "a map";
  Fail(mark, Quoted(*key_) + " must be " + wanted + ", not " + what);
}

void ListBuilder::TakeKey(const YAML::Mark& mark, const std::string& key) {
  if (at_ == At::kLabels) {
    const Labels& labels = list_.groups.back().labels;
    const bool twice = std::any_of(labels.begin(), labels.end(),
                                   [&](const auto& label) { return label.first == key; });
    if (twice) Fail(mark, "label " + Quoted(key) + " is written twice");
  } else if (key != "targets" && key != "labels") {
    Fail(mark, "unknown key " + Quoted(key) + "; a group has \"targets\" and \"labels\"");
  } else if (std::exchange(key == "targets" ? has_targets_ : has_labels_, true)) {
    Fail(mark, "key " + Quoted(key) + " is written twice");
  }
  key_ = key;
}

void ListBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                           const std::string& text) {
  RefuseTag(mark, tag);
  if (at_ == At::kTargets) {
    list_.groups.back().targets.push_back(text);
  } else if ((at_ == At::kGroup || at_ == At::kLabels) && !key_) {
    TakeKey(mark, text);
  } else if (at_ == At::kLabels) {
    list_.groups.back().labels.emplace_back(*std::exchange(key_, std::nullopt), text);
  } else {
    Misplaced(mark, Quoted(text));
  }
}

void ListBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                                  YAML::EmitterStyle::value) {
  RefuseTag(mark, tag);
  if (at_ == At::kRoot) {
    at_ = At::kList;
  } else if (at_ == At::kGroup && key_ == "targets") {
    key_.reset();
    at_ = At::kTargets;
  } else {
    Misplaced(mark, "a list");
  }
}

void ListBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                             YAML::EmitterStyle::value) {
  RefuseTag(mark, tag);
  if (at_ == At::kList) {
    list_.groups.push_back({mark.line + 1, {}, {}});
    has_targets_ = has_labels_ = false;
    at_ = At::kGroup;
  } else if (at_ == At::kGroup && key_ == "labels") {
    key_.reset();
    at_ = At::kLabels;
  } else {
    Misplaced(mark, "a map");
  }
}

void ListBuilder::OnSequenceEnd() { at_ = at_ == At::kTargets ? At::kGroup : At::kEnd; }

void ListBuilder::OnMapEnd() {
  if (at_ == At::kGroup && !has_targets_) {
    throw Faults({{list_.origin, list_.groups.back().line, "", "the group has no \"targets\""}});
  }
  at_ = at_ == At::kLabels ? At::kGroup : At::kList;
}

}  // namespace

TargetListPtr ParseTargetList(std::string origin, std::string text) {
  const auto list = std::make_shared<TargetList>();
  list->origin = std::move(origin);
  CheckText(list->origin, text);
  JoinSurrogates(text);
  ListBuilder builder(*list);
  try {
    std::istringstream stream(std::move(text));
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw Faults({{list->origin, error.mark.line + 1, "", "not valid YAML: " + error.msg}});
  }
  if (!builder.complete()) {
    throw Faults({{list->origin, 0, "", "the file is empty; a list without targets is []"}});
  }
  list->groups.shrink_to_fit();
  return list;
}

}  // namespace reach::config
