// One YAML file as a tree of values that know their lines; nothing of the YAML library is seen.
// Thread: immutable once parsed. Owner: the document that is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace reach::config {

struct Value {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };
  struct Item {
    std::string key;                     // "" in a list
    int line = 0;                        // of the key, or of the value in a list; 1-based
    std::shared_ptr<const Value> value;  // shared where the file has an alias
  };

  Kind kind = Kind::kNull;
  int line = 0;
  std::size_t size = 1;     // values in this one, itself included, aliases counted each time
  std::string text;         // of a scalar
  std::vector<Item> items;  // in the order of the file; the same key may come twice
};

// Throws Faults with the first thing that makes the file unreadable as a whole: it cannot be
// opened, is empty, is not UTF-8, has a NUL byte.
std::string LoadText(const std::string& file);
// The last two of these, for a text that is no file.
void CheckText(const std::string& file, const std::string& text);

// Throws Faults with the first syntax error, and for what this configuration does without: tags,
// several documents, nesting deeper than 32, aliases that blow up. `file` is for the messages.
std::shared_ptr<const Value> ParseYaml(const std::string& file, const std::string& text);

}  // namespace reach::config
