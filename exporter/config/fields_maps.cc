#include <algorithm>
#include <utility>

#include "exporter/config/document.h"
#include "exporter/config/fields.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

std::string Under(const std::string& object, std::string_view key) {
  return object.empty() ? std::string(key) : object + " " + std::string(key);
}

}  // namespace

const std::string& Fields::object() const { return section_->object; }
void Fields::Rename(std::string object) { section_->object = std::move(object); }
void Fields::Ignore() { section_->ignored = true; }
const Value& Fields::value() const { return *section_->map; }

const Value::Item* Fields::Item(std::string_view key) const {
  const auto& items = section_->map->items;
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.key == key; });
  return found == items.end() ? nullptr : &*found;
}

const Value* Fields::Find(std::string_view key) {
  section_->asked.push_back(key);
  const Value::Item* item = Item(key);
  if (item == nullptr) return nullptr;
  section_->read[static_cast<std::size_t>(item - section_->map->items.data())] = true;
  return item->value.get();
}

const Value* Fields::FindScalar(std::string_view key, std::string_view wanted) {
  const Value* value = Find(key);
  if (value == nullptr || value->kind == Value::Kind::kScalar) return value;
  Refuse(key, wanted, *value);
  return nullptr;
}

// Null for an absent key, a wrong kind and a key without a value alike.
const Value* Fields::FindKind(std::string_view key, Value::Kind kind, std::string_view wanted) {
  const Value* value = Find(key);
  if (value == nullptr || value->kind == kind) return value;
  if (value->kind != Value::Kind::kNull) Refuse(key, wanted, *value);
  return nullptr;
}

bool Fields::Has(std::string_view key) const { return Item(key) != nullptr; }

bool Fields::IsMap(std::string_view key) const {
  return Has(key) && Item(key)->value->kind == Value::Kind::kMap;
}

bool Fields::IsList(std::string_view key) const {
  return Has(key) && Item(key)->value->kind == Value::Kind::kList;
}

bool Fields::IsEmpty(std::string_view key) const {
  if (!Has(key)) return true;
  const Value& value = *Item(key)->value;
  return value.kind != Value::Kind::kScalar && value.items.empty();
}

std::optional<std::vector<std::string>> Fields::Strings(std::string_view key,
                                                        std::string_view wanted) {
  const Value* list = FindKind(key, Value::Kind::kList, wanted);
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const Value::Item& item : list->items) {
    std::optional<std::string> text = Text(key, item.line, *item.value);
    if (!text) return std::nullopt;
    texts.push_back(*std::move(text));
  }
  return texts;
}

std::optional<Fields> Fields::Map(std::string_view key) {
  const Value* map = FindKind(key, Value::Kind::kMap, "a map");
  if (map == nullptr && !(Has(key) && Item(key)->value->kind == Value::Kind::kNull)) {
    return std::nullopt;
  }
  return section_->document->Open(map == nullptr ? EmptyMap() : *map, Under(object(), key),
                                  Item(key)->line);
}

std::vector<Fields> Fields::Maps(std::string_view key) {
  std::vector<Fields> maps;
  const Value* list = FindKind(key, Value::Kind::kList, "a list");
  if (list == nullptr) return maps;
  for (const Value::Item& item : list->items) {
    if (item.value->kind == Value::Kind::kMap) {
      maps.push_back(section_->document->Open(*item.value, Under(object(), key), item.line));
    } else {
      section_->document->Report(item.line, Under(object(), key),
                                 "must be a map, not " + Describe(*item.value));
    }
  }
  return maps;
}

std::vector<std::pair<std::string, Fields>> Fields::Named(std::string_view key,
                                                          std::string_view kind) {
  std::vector<std::pair<std::string, Fields>> named;
  std::optional<Fields> names = Map(key);
  if (!names) return named;
  for (std::size_t i = 0; i < names->value().items.size(); ++i) {
    const Value::Item& item = names->value().items[i];
    names->section_->read[i] = item.key != "<<";
    if (item.key == "<<") continue;
    std::string title = Under(object(), kind) + " " + Quoted(item.key);
    if (!IsLabelText(item.key)) {
      section_->document->Report(item.line, title, "the name " + std::string(kLabelRule));
    }
    const bool nothing = item.value->kind == Value::Kind::kNull;
    if (nothing || item.value->kind == Value::Kind::kMap) {
      const Value& map = nothing ? EmptyMap() : *item.value;
      named.emplace_back(item.key, section_->document->Open(map, std::move(title), item.line));
    } else {
      section_->document->Report(item.line, title, "must be a map, not " + Describe(*item.value));
    }
  }
  return named;
}

std::vector<std::pair<std::string, Located<std::string>>> Fields::Pairs(std::string_view key) {
  std::vector<std::pair<std::string, Located<std::string>>> pairs;
  std::optional<Fields> names = Map(key);
  if (!names) return pairs;
  for (std::size_t i = 0; i < names->value().items.size(); ++i) {
    const Value::Item& item = names->value().items[i];
    names->section_->read[i] = true;
    if (item.key == "<<") continue;
    std::optional<std::string> text = names->Text(item.key, item.line, *item.value);
    if (!text) continue;
    pairs.emplace_back(item.key, Located<std::string>{*std::move(text),
                                                      {Where().file, item.line, names->object()}});
  }
  return pairs;
}

void Fields::Fault(std::string_view key, std::string problem) {
  section_->document->Report(Where(key).line, object(), std::move(problem));
}

void Fields::Fault(std::string problem) {
  section_->document->Report(section_->line, object(), std::move(problem));
}

void Fields::Fault(const Place& place, std::string problem) {
  section_->document->Report(place.line, place.object, std::move(problem));
}

Place Fields::Where(std::string_view key) const {
  const Value::Item* item = Item(key);
  return item == nullptr ? Where() : Place{section_->document->file(), item->line, object()};
}

Place Fields::Where() const { return {section_->document->file(), section_->line, object()}; }

void Fields::Refuse(std::string_view key, std::string_view wanted, const Value& value) {
  const bool nothing = value.kind == Value::Kind::kNull;
  Fault(key, nothing
                 ? Quoted(key) + " has no value"
                 : Quoted(key) + " must be " + std::string(wanted) + ", not " + Describe(value));
}

std::string Describe(const Value& value) {
  switch (value.kind) {
    case Value::Kind::kList:
      return "a list";
    case Value::Kind::kMap:
      return "a map";
    case Value::Kind::kNull:
      return "nothing";
    case Value::Kind::kScalar:
      break;
  }
  return Quoted(value.text);
}

}  // namespace reach::config
