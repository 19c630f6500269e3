// The names of a hosts file (hosts(5)), read again when the file changes.
// Thread: one, the resolver's. Owner: NameService.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/net/watched_file.h"

namespace reach {

// Addresses of both families by normal name, in the order of the file.
using HostsTable = std::unordered_map<std::string, std::vector<Address>>;

// Lines that do not begin with an address are skipped.
HostsTable ParseHosts(std::string_view text);

class HostsFile {
 public:
  explicit HostsFile(std::string path) : file_(std::move(path)) {}

  // `name` in normal form. Null when the file does not have it; valid until the next call.
  const std::vector<Address>* Find(const std::string& name);

 private:
  WatchedFile file_;
  HostsTable table_;
};

}  // namespace reach
