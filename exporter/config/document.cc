#include "exporter/config/document.h"

#include <unordered_map>
#include <utility>

#include "exporter/config/words.h"

namespace reach::config {

Document::Document(std::string file, std::shared_ptr<const Value> root, Variables variables,
                   std::vector<Fault>& faults)
    : file_(std::move(file)), root_(std::move(root)), variables_(variables), faults_(faults) {}

Fields Document::Root() {
  if (root_->kind == Value::Kind::kMap) return Open(*root_, "", 0);
  Report(root_->line, "", "the file must be a map of keys such as \"targets:\"");
  return Open(EmptyMap(), "", 0);
}

Fields Document::Open(const Value& map, std::string object, int line) {
  sections_.push_back(
      {this, &map, std::move(object), line, std::vector<bool>(map.items.size()), {}, false});
  return Fields(sections_.back());
}

void Document::Report(int line, const std::string& object, std::string problem) {
  faults_.push_back({file_, line, object, std::move(problem)});
}

void Document::ReportLeftOvers() {
  for (const Section& section : sections_) ReportLeftOvers(section);
}

void Document::ReportLeftOvers(const Section& section) {
  std::unordered_map<std::string_view, int> first_lines;
  for (std::size_t i = 0; i < section.map->items.size(); ++i) {
    const Value::Item& item = section.map->items[i];
    const auto [first, is_new] = first_lines.try_emplace(item.key, item.line);
    if (!is_new) {
      Report(item.line, section.object,
             "key " + Quoted(item.key) + " is written twice, first at line " +
                 std::to_string(first->second));
    } else if (item.key == "<<") {
      Report(item.line, section.object,
             "merging with \"<<\" is not supported; a profile can extend another");
    } else if (!section.read[i] && !section.ignored) {
      std::string problem = "unknown key " + Quoted(item.key);
      const std::string_view nearest = Nearest(item.key, section.asked);
      if (!nearest.empty()) problem += " (did you mean " + Quoted(nearest) + "?)";
      Report(item.line, section.object, std::move(problem));
    }
  }
}

const Value& EmptyMap() {
  static const Value kEmpty = [] {
    Value value;
    value.kind = Value::Kind::kMap;
    return value;
  }();
  return kEmpty;
}

}  // namespace reach::config
