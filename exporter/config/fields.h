// The strict reader of one YAML map: typed, and it remembers what was read, so that every key that
// nobody asked for is a fault at the end of the load, in the maps taken out of it too.
// Thread: the one that loads. Owner: whoever reads; it does not outlive the load.
//
// A getter gives nullopt when the key is absent, and also after it has reported a fault: readers go
// on, and all faults of the file come out together. Keys are literals: they must outlive the load.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/config/place.h"
#include "exporter/config/yaml.h"
#include "exporter/core/clock.h"

namespace reach::config {

struct Section;

class Fields {
 public:
  explicit Fields(Section& section) : section_(&section) {}

  // What faults call this map: `module "rcon"`.
  const std::string& object() const;
  void Rename(std::string object);

  bool Has(std::string_view key) const;  // does not count as reading
  bool IsMap(std::string_view key) const;
  bool IsList(std::string_view key) const;
  bool IsEmpty(std::string_view key) const;  // absent, without a value, or without items

  // Any scalar; "${NAME}" is replaced in the user's files. Empty only when written as "".
  std::optional<std::string> String(std::string_view key);
  // One to 128 bytes of UTF-8 without control characters.
  std::optional<std::string> Label(std::string_view key);
  std::optional<std::string> OneOf(std::string_view key,
                                   std::initializer_list<std::string_view> words);
  std::optional<bool> Bool(std::string_view key);
  std::optional<std::int64_t> Integer(std::string_view key, std::int64_t least, std::int64_t most);
  std::optional<double> Number(std::string_view key, double least, double most);
  std::optional<reach::Duration> Duration(std::string_view key, reach::Duration least,
                                          reach::Duration most);

  // A list of scalars, each as by String(). `wanted` is for the message about anything else.
  std::optional<std::vector<std::string>> Strings(std::string_view key,
                                                  std::string_view wanted = "a list");
  // A map; its object is this one's and the key: `module "ssh" tcp`. A key without a value is an
  // empty map here, and an empty list below: everything under it may be commented out.
  std::optional<Fields> Map(std::string_view key);
  // A list of maps.
  std::vector<Fields> Maps(std::string_view key);
  // A map whose keys are names and whose values are maps: each is called `<kind> "<name>"`.
  std::vector<std::pair<std::string, Fields>> Named(std::string_view key, std::string_view kind);
  // A map of names to scalars, each as by String(), with its place.
  std::vector<std::pair<std::string, Located<std::string>>> Pairs(std::string_view key);

  // Reports at the key's line, or at the map's when the key is absent.
  void Fault(std::string_view key, std::string problem);
  void Fault(std::string problem);  // at the map's line
  void Fault(const Place& place, std::string problem);
  Place Where(std::string_view key) const;
  Place Where() const;

  // No fault for keys that nobody reads: the map is wrong as a whole, and that was reported.
  void Ignore();
  const Value& value() const;

 private:
  const Value* Find(std::string_view key);
  const Value* FindScalar(std::string_view key, std::string_view wanted);
  const Value* FindKind(std::string_view key, Value::Kind kind, std::string_view wanted);
  const Value::Item* Item(std::string_view key) const;
  std::optional<std::string> Text(std::string_view name, int line, const Value& value);
  void Refuse(std::string_view key, std::string_view wanted, const Value& value);

  Section* section_;
};

// For messages, `"text"`, "a list", "a map": what the user wrote, variables not replaced.
std::string Describe(const Value& value);

}  // namespace reach::config
