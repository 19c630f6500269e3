#include "exporter/config/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <unordered_map>
#include <utility>

#include "exporter/config/error.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostAliased = 1'000'000;  // values

using ValuePtr = std::shared_ptr<const Value>;

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}
  ValuePtr root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) Fail(mark, "a second document starts here; one file holds one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Leaf(mark, anchor, Make(Value::Kind::kNull, mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    RefuseTag(mark, tag);
    const auto value = Make(Value::Kind::kScalar, mark);
    value->text = text;
    Leaf(mark, anchor, value);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) Fail(mark, "an alias inside of what it stands for");
    aliased_ += found->second->size;
    if (aliased_ > kMostAliased) {
      Fail(mark, "aliases stand for more than " + std::to_string(kMostAliased) + " values");
    }
    Add(mark, found->second);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Begin(mark, tag, anchor, Value::Kind::kList);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Begin(mark, tag, anchor, Value::Kind::kMap);
  }
  void OnSequenceEnd() override { End(); }
  void OnMapEnd() override { End(); }

 private:
  struct Open {
    std::shared_ptr<Value> value;
    YAML::Mark mark;
    YAML::anchor_t anchor;
    bool has_key = false;  // of a map: the key of the next value was seen
    std::string key;
    int key_line = 0;
  };

  [[noreturn]] void Fail(const YAML::Mark& mark, std::string problem) const {
    throw Faults({{file_, mark.line + 1, "", std::move(problem)}});
  }
  void RefuseTag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    Fail(mark, "tags such as " + Quoted(tag) + " are not supported");
  }
  static std::shared_ptr<Value> Make(Value::Kind kind, const YAML::Mark& mark) {
    auto value = std::make_shared<Value>();
    value->kind = kind;
    value->line = mark.line + 1;
    return value;
  }
  void Leaf(const YAML::Mark& mark, YAML::anchor_t anchor, const ValuePtr& value) {
    if (anchor != 0) anchors_[anchor] = value;
    Add(mark, value);
  }
  void Begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             Value::Kind kind) {
    RefuseTag(mark, tag);
    if (open_.size() == kDeepest) {
      Fail(mark, "nested deeper than " + std::to_string(kDeepest) + " levels");
    }
    open_.push_back({Make(kind, mark), mark, anchor, false, "", 0});
  }
  void End() {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (closed.anchor != 0) anchors_[closed.anchor] = closed.value;
    Add(closed.mark, closed.value);
  }
  void Add(const YAML::Mark& mark, const ValuePtr& value) {
    if (open_.empty()) {
      root_ = value;
      return;
    }
    Open& parent = open_.back();
    if (parent.value->kind == Value::Kind::kMap && !parent.has_key) {
      if (value->kind != Value::Kind::kScalar) Fail(mark, "a key must be a word");
      parent.has_key = true;
      parent.key = value->text;
      parent.key_line = mark.line + 1;
      return;
    }
    const bool in_map = std::exchange(parent.has_key, false);
    parent.value->items.push_back(
        {std::move(parent.key), in_map ? parent.key_line : mark.line + 1, value});
    parent.key.clear();
    parent.value->size += value->size;
  }

  const std::string& file_;
  int documents_ = 0;
  std::size_t aliased_ = 0;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, ValuePtr> anchors_;
  ValuePtr root_;
};

// The library calls a tab in the indentation an "illegal map value" or worse.
bool TabIndents(const std::string& text, int line) {
  std::istringstream lines(text);
  std::string row;
  for (int i = 0; i <= line && std::getline(lines, row); ++i) {
  }
  const std::size_t first = row.find_first_not_of(' ');
  return first != std::string::npos && row[first] == '\t';
}

}  // namespace

std::shared_ptr<const Value> ParseYaml(const std::string& file, const std::string& text) {
  TreeBuilder builder(file);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    const bool tab = TabIndents(text, error.mark.line);
    throw Faults({{file, error.mark.line + 1, "",
                   "not valid YAML: " + (tab ? "indent with spaces, not with tabs" : error.msg)}});
  }
  ValuePtr root = builder.root();
  if (root == nullptr || root->kind == Value::Kind::kNull) {
    throw Faults({{file, 0, "", "the file is empty"}});
  }
  return root;
}

}  // namespace reach::config
