#include "exporter/engine/name_addresses.h"

#include <algorithm>
#include <utility>

namespace reach {
namespace {

using Known = NameAddresses::Known;

bool SaysNothing(const NameAnswer& answer) {
  return answer.failure && *answer.failure != DnsAnswer::kNxdomain &&
         *answer.failure != DnsAnswer::kNoData;
}

// With the rows of `known` first, so that they stay when the rest is cut.
std::vector<Known> Present(const std::vector<Known>& known, std::vector<Address> addresses) {
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  std::vector<Known> present;
  present.reserve(addresses.size());
  for (const Address& address : addresses) present.push_back({address, std::nullopt});
  std::stable_partition(present.begin(), present.end(), [&](const Known& one) {
    return std::any_of(known.begin(), known.end(),
                       [&](const Known& other) { return other.address == one.address; });
  });
  return present;
}

bool Contains(const std::vector<Known>& list, const Address& address) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Known& one) { return one.address == address; });
}

}  // namespace

NameAddresses AfterAnswer(NameAddresses before, const NameAnswer& answer, TimePoint now) {
  before.answered = true;
  if (SaysNothing(answer)) return before;
  std::vector<Known> known = Present(before.known, answer.addresses);
  before.cut = known.size() > kMostAddressRows;
  const auto present = static_cast<std::ptrdiff_t>(known.size());
  for (const Known& old : before.known) {
    if (!Contains(known, old.address)) known.push_back({old.address, old.left.value_or(now)});
  }
  std::sort(known.begin() + present, known.end(),
            [](const Known& a, const Known& b) { return *a.left > *b.left; });
  if (known.size() > kMostAddressRows) known.resize(kMostAddressRows);
  std::sort(known.begin(), known.end(),
            [](const Known& a, const Known& b) { return a.address < b.address; });
  before.known = std::move(known);
  return before;
}

NameAddresses WithoutExpired(NameAddresses before, TimePoint now) {
  std::erase_if(before.known,
                [now](const Known& one) { return one.left && now - *one.left >= kLinger; });
  return before;
}

TimePoint NextExpiry(const NameAddresses& name) {
  TimePoint next = TimePoint::max();
  for (const Known& one : name.known) {
    if (one.left) next = std::min(next, *one.left + kLinger);
  }
  return next;
}

std::vector<Address> RowsOf(const NameAddresses& name) {
  std::vector<Address> rows;
  rows.reserve(name.known.size() + 1);
  bool any_present = false;
  for (const Known& one : name.known) {
    rows.push_back(one.address);
    any_present |= !one.left;
  }
  if (!any_present && name.answered) rows.insert(rows.begin(), Address{});
  return rows;
}

}  // namespace reach
