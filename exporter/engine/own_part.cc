#include "exporter/engine/own_part.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "exporter/core/jump_hash.h"
#include "exporter/net/name.h"

namespace reach {
namespace {

// One spelling for each host: those that differ are one host all the same.
std::string Spelling(std::string_view host) {
  const auto address = Address::Parse(host);
  return address ? ToString(*address) : NormalName(host);
}

// The DDNS names, and who has a check that one of them matters to.
class DdnsOwners {
 public:
  explicit DdnsOwners(const std::vector<config::Ddns>& names) : owners_(names.size()) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      by_host_[Spelling(names[i].hostname)].push_back(i);
      for (const std::string& target : names[i].targets) by_target_[target].push_back(i);
    }
  }

  void Add(const Check& check, std::uint32_t owner) {
    if (owners_.empty()) return;
    AddTo(by_target_, check.target, owner);
    AddTo(by_host_, Spelling(check.host), owner);
  }

  const std::set<std::uint32_t>& Of(std::size_t name) const { return owners_[name]; }

 private:
  using Index = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  void AddTo(const Index& index, std::string_view key, std::uint32_t owner) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    for (const std::size_t name : found->second) owners_[name].insert(owner);
  }

  Index by_target_;
  Index by_host_;
  std::vector<std::set<std::uint32_t>> owners_;  // by name
};

}  // namespace

Division::Division(const config::Config& whole) : whole_(whole) {
  std::set<std::string_view> outer;
  for (const auto& [inside, target] : whole.inside_of) outer.insert(target);
  if (outer.empty()) return;
  for (const Check& check : whole.checks) {
    if (outer.contains(check.target)) outer_hosts_.emplace(check.target, check.host);
  }
}

std::uint32_t Division::OwnerOf(const Check& check) const {
  if (whole_.shard.by == config::ShardBy::kCheck) return JumpHash(Hash(check), whole_.shard.total);
  if (outer_hosts_.empty()) return OwnerOf(check.host);
  const auto of = whole_.inside_of.find(check.target);
  if (of == whole_.inside_of.end()) return OwnerOf(check.host);
  const auto outer = outer_hosts_.find(of->second);  // it may have no check that is enabled
  return OwnerOf(outer == outer_hosts_.end() ? std::string_view(check.host) : outer->second);
}

std::uint32_t Division::OwnerOf(std::string_view host) const {
  return JumpHash(Hash(Spelling(host)), whole_.shard.total);
}

std::shared_ptr<const config::Config> OwnPart(std::shared_ptr<const config::Config> whole) {
  const config::OwnShard& shard = whole->shard;
  if (shard.total == 1) return whole;
  const Division division(*whole);
  DdnsOwners ddns(whole->ddns);
  auto part = std::make_shared<config::Config>(*whole);
  std::erase_if(part->checks, [&](const Check& check) {
    const std::uint32_t owner = division.OwnerOf(check);
    ddns.Add(check, owner);
    return owner != shard.index;
  });
  part->checks.shrink_to_fit();
  part->ddns.clear();
  for (std::size_t i = 0; i < whole->ddns.size(); ++i) {
    const std::set<std::uint32_t>& owners = ddns.Of(i);
    const bool own = owners.empty() ? division.OwnerOf(whole->ddns[i].hostname) == shard.index
                                    : owners.contains(shard.index);
    if (own) part->ddns.push_back(whole->ddns[i]);
  }
  return part;
}

}  // namespace reach
