#include "exporter/core/check.h"

namespace reach {
namespace {

constexpr std::uint64_t kBasis = 0xcbf29ce484222325;

const Rarities& RaritiesOf(const Check& check) {
  static const Rarities kNone;
  return check.rarities ? *check.rarities : kNone;
}

std::uint64_t Fold(std::uint64_t hash, std::string_view text) {
  constexpr std::uint64_t kPrime = 0x100000001b3;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * kPrime;
  return (hash ^ 0xff) * kPrime;  // a separator, so that "ab","c" and "a","bc" differ
}

// FNV's high bits change little for short keys, and the splay uses the high bits (SplitMix64).
std::uint64_t Mix(std::uint64_t hash) {
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

}  // namespace

const Labels& Check::labels() const { return RaritiesOf(*this).labels; }

const Address& Check::address() const { return RaritiesOf(*this).address; }

void Check::set_address(const Address& address) {
  rarities = std::make_shared<const Rarities>(Rarities{labels(), address});
}

std::uint64_t Hash(std::string_view text) { return Mix(Fold(kBasis, text)); }

std::uint64_t Hash(const Check& check) {
  std::uint64_t hash = kBasis;
  hash = Fold(hash, check.target);
  hash = Fold(hash, check.name());
  hash = Fold(hash, check.host);
  hash = Fold(hash, Name(check.family));
  hash = (hash ^ check.port) * 0x100000001b3;
  if (check.address()) hash = Fold(hash, ToString(check.address()));
  return Mix(hash);
}

std::string Key(const Check& check) {
  constexpr char kEnd = '\n';  // in no name: the configuration refuses control characters
  std::string key = check.target + kEnd + check.name() + kEnd + check.host + kEnd;
  key += std::to_string(check.port) + kEnd;
  key += Name(check.policy->module->transport);
  key += kEnd;
  key += Name(check.family);
  return check.address() ? key + kEnd + ToString(check.address()) : key;
}

std::string Title(const Check& check) { return check.target + "/" + check.name(); }

}  // namespace reach
