#include "exporter/config/fields.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "exporter/config/document.h"
#include "exporter/config/duration.h"
#include "exporter/config/variables.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

template <typename T>
std::optional<T> ParseNumber(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string Trimmed(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::optional<std::string> Fields::Text(std::string_view name, int line, const Value& value) {
  const auto report = [&](std::string problem) {
    section_->document->Report(line, section_->object, Quoted(name) + std::move(problem));
  };
  if (value.kind != Value::Kind::kScalar) {
    report(value.kind == Value::Kind::kNull ? " has no value"
                                            : " must be a string, not " + Describe(value));
    return std::nullopt;
  }
  if (section_->document->variables() == Variables::kKeep) return value.text;
  Expanded expanded = ExpandVariables(value.text);
  if (expanded.problem.empty()) return std::move(expanded.text);
  report(" uses " + expanded.problem);
  return std::nullopt;
}

std::optional<std::string> Fields::String(std::string_view key) {
  const Value* value = Find(key);
  if (value == nullptr) return std::nullopt;
  return Text(key, Where(key).line, *value);
}

std::optional<std::string> Fields::Label(std::string_view key) {
  std::optional<std::string> text = String(key);
  if (!text || IsLabelText(*text)) return text;
  Fault(key, Quoted(key) + " " + std::string(kLabelRule));
  return std::nullopt;
}

std::optional<std::string> Fields::OneOf(std::string_view key,
                                         std::initializer_list<std::string_view> words) {
  const Value* value = Find(key);
  std::optional<std::string> text = String(key);
  if (!text || std::find(words.begin(), words.end(), *text) != words.end()) return text;
  Refuse(key, "one of " + Join(std::span(words.begin(), words.size())), *value);
  return std::nullopt;
}

std::optional<bool> Fields::Bool(std::string_view key) {
  const Value* value = FindScalar(key, "true or false");
  if (value == nullptr) return std::nullopt;
  if (value->text == "true" || value->text == "false") return value->text == "true";
  Refuse(key, "true or false", *value);
  return std::nullopt;
}

std::optional<std::int64_t> Fields::Integer(std::string_view key, std::int64_t least,
                                            std::int64_t most) {
  const std::string wanted =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  const Value* value = FindScalar(key, wanted);
  if (value == nullptr) return std::nullopt;
  const auto number = ParseNumber<std::int64_t>(value->text);
  if (number && *number >= least && *number <= most) return number;
  Refuse(key, wanted, *value);
  return std::nullopt;
}

std::optional<double> Fields::Number(std::string_view key, double least, double most) {
  const std::string wanted = "a number from " + Trimmed(least) + " to " + Trimmed(most);
  const Value* value = FindScalar(key, wanted);
  if (value == nullptr) return std::nullopt;
  const auto number = ParseNumber<double>(value->text);
  if (number && *number >= least && *number <= most) return number;
  Refuse(key, wanted, *value);
  return std::nullopt;
}

std::optional<reach::Duration> Fields::Duration(std::string_view key, reach::Duration least,
                                                reach::Duration most) {
  constexpr std::string_view kWanted = "a duration such as 250ms, 15s or 1m30s";
  const Value* value = FindScalar(key, kWanted);
  if (value == nullptr) return std::nullopt;
  const auto duration = ParseDuration(value->text);
  if (duration && *duration >= least && *duration <= most) return duration;
  Refuse(key,
         duration ? "from " + FormatDuration(least) + " to " + FormatDuration(most)
                  : std::string(kWanted),
         *value);
  return std::nullopt;
}

}  // namespace reach::config
