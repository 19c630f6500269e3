#include "exporter/diagnosis/own_path.h"

#include <algorithm>

namespace reach::diagnosis {

bool IsInTargetsNetwork(const Subject& subject, const PathTo& path_to) {
  return std::any_of(subject.inside.begin(), subject.inside.end(), [&](const Check& check) {
    const std::optional<Address> literal = Address::Parse(check.host);
    if (!literal) return false;
    const Path path = path_to(*literal);
    return path == Path::kLocal || path == Path::kLan;
  });
}

Path OwnPath(const Subject& subject, const Check& check, const Address& address,
             const std::optional<wan::WanStatus>& wan, const PathTo& path_to) {
  if (check.path) return *check.path;
  const Path path = path_to(address);
  if (path != Path::kInternet) return path;
  const Address ours = !wan ? Address() : address.is_v4() ? wan->ip4.address : wan->ip6.address;
  if (ours) return address == ours ? Path::kHairpin : path;
  return address.is_v4() && IsInTargetsNetwork(subject, path_to) ? Path::kHairpin : path;
}

}  // namespace reach::diagnosis
