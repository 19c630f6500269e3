#include "exporter/net/hosts_file.h"

#include <sstream>

#include "exporter/net/name.h"

namespace reach {

HostsTable ParseHosts(std::string_view text) {
  HostsTable table;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string word;
    words >> word;
    const auto address = Address::Parse(word);
    if (!address) continue;
    while (words >> word) table[NormalName(word)].push_back(*address);
  }
  return table;
}

const std::vector<Address>* HostsFile::Find(const std::string& name) {
  if (const auto text = file_.ReadIfChanged()) table_ = ParseHosts(*text);
  const auto found = table_.find(name);
  return found != table_.end() ? &found->second : nullptr;
}

}  // namespace reach
