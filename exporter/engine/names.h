// The names of one shard: addresses that are still good are at hand, others come from the resolver.
// Thread: the shard's. Owner: the dispatcher.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "exporter/core/address.h"
#include "exporter/core/reason.h"
#include "exporter/net/name.h"
#include "exporter/net/task.h"

namespace reach {

// Asks the process-wide resolver; `done` comes once, on a thread of the resolver's own.
using NameLookup =
    std::function<void(std::string name, Family family, std::function<void(const NameAnswer&)>)>;

class Names {
 public:
  // The first address of the family asked, or the reason why there is none. With kAny, the second
  // family is asked only for a name that has no address of the first.
  struct Found {
    Address address;
    Reason failure = Reason::kDnsNoData;  // meaningful without an address
  };
  using Done = std::function<void(const Found&)>;

  Names(asio::io_context& io, NameLookup lookup);

  // `done` is called at once for a literal and for a name that is still good, else later. `order`
  // is for kAny.
  void Find(const std::string& host, Family family, FamilyOrder order, Done done);

 private:
  void Ask(const std::string& host, Family family, Done done);

  asio::io_context& io_;
  NameLookup lookup_;
  std::map<NameKey, NameAnswer> known_;
  std::shared_ptr<Names*> self_;  // empty for late answers once the shard is gone
};

}  // namespace reach
