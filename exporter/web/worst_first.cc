#include <algorithm>
#include <compare>
#include <tuple>

#include "exporter/web/status_page.h"

namespace reach::web {
namespace {

int Rank(const Row& row) {
  switch (row.success) {
    case Success::kNo:
      return 0;
    case Success::kAbsent:
      return 1;
    case Success::kYes:
      break;
  }
  return 2;
}

TimePoint DownSince(const Row& row) {
  const bool down = row.success == Success::kNo && row.down_since.has_value();
  return down ? row.down_since.time() : TimePoint::max();
}

auto Key(const StatusRow& status) {
  const Check& check = status.entry->check;
  return std::tuple(Rank(*status.row), DownSince(*status.row), std::string_view(check.target),
                    std::string_view(check.name()), check.address());
}

}  // namespace

std::vector<StatusRow> WorstFirst(const Snapshot& snapshot, std::size_t limit) {
  std::vector<StatusRow> rows;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (std::size_t i = 0; i < shard.rows.size(); ++i) {
      const auto last = shard.last_success.find(static_cast<std::uint32_t>(i));
      rows.push_back({&(*shard.table)[i], &shard.rows[i],
                      last == shard.last_success.end() ? Tenths() : last->second});
    }
  }
  const auto shown = static_cast<std::ptrdiff_t>(std::min(limit, rows.size()));
  std::partial_sort(rows.begin(), rows.begin() + shown, rows.end(),
                    [](const StatusRow& a, const StatusRow& b) { return Key(a) < Key(b); });
  rows.resize(static_cast<std::size_t>(shown));
  return rows;
}

}  // namespace reach::web
