// One YAML file while it is read: its tree, the maps that were opened in it, and what was not read.
// Thread: one. Owner: the load.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/error.h"
#include "exporter/config/fields.h"
#include "exporter/config/yaml.h"

namespace reach::config {

enum class Variables : std::uint8_t { kExpand, kKeep };  // what to do with "${NAME}"

class Document;

// One opened map.
struct Section {
  Document* document;
  const Value* map;
  std::string object;
  int line;                             // of its key, or of its place in a list
  std::vector<bool> read;               // by item
  std::vector<std::string_view> asked;  // the keys that the reader knows
  bool ignored = false;
};

// Outlives its Fields. `faults` outlives the document.
class Document {
 public:
  Document(std::string file, std::shared_ptr<const Value> root, Variables variables,
           std::vector<Fault>& faults);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // The file's map; an empty one, with a fault, when the file holds something else.
  Fields Root();
  Fields Open(const Value& map, std::string object, int line);

  // What nobody read, and keys that come twice, in all opened maps. Call once, after reading.
  void ReportLeftOvers();

  const std::string& file() const { return file_; }
  Variables variables() const { return variables_; }
  void Report(int line, const std::string& object, std::string problem);

 private:
  void ReportLeftOvers(const Section& section);

  std::string file_;
  std::shared_ptr<const Value> root_;
  Variables variables_;
  std::vector<Fault>& faults_;
  std::deque<Section> sections_;
};

// An empty map, for what exists without being written.
const Value& EmptyMap();

}  // namespace reach::config
