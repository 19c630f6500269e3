// The addresses of one name that have rows: those that DNS has now, and those that it had until a
// moment ago.
// Thread: values and pure functions. Owner: the name watch.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "exporter/net/name.h"

namespace reach {

// A name with more addresses gets rows for so many.
inline constexpr std::size_t kMostAddressRows = 32;

// How long a row outlives its address: a server that gives a few of many addresses at a time, and a
// change that is taken back, shall not tear the series.
inline constexpr Duration kLinger = std::chrono::minutes(5);

struct NameAddresses {
  struct Known {
    Address address;
    std::optional<TimePoint> left;  // DNS has it no longer, since then
  };
  std::vector<Known> known;  // sorted by address, at most kMostAddressRows
  bool answered = false;     // there was an answer, if only that it fails
  bool cut = false;          // the last good answer had more addresses than there are rows
};

// A failure of the resolver says nothing about the addresses, that there are none says that all
// have left. Those that have a row keep it when there are too many, then the lowest come; an
// address that has left makes room for one that is there.
NameAddresses AfterAnswer(NameAddresses before, const NameAnswer& answer, TimePoint now);

// Without the addresses that left kLinger ago.
NameAddresses WithoutExpired(NameAddresses before, TimePoint now);

// When WithoutExpired will next take something away.
TimePoint NextExpiry(const NameAddresses& name);

// What there is a row for, sorted. The row without an address, the name itself, is there while DNS
// has no address, so that no check is ever without a row; before the first answer there is none.
std::vector<Address> RowsOf(const NameAddresses& name);

}  // namespace reach
