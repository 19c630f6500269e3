#include "exporter/protocols/a2s_split.h"

namespace reach::a2s {
namespace {

using namespace std::literals;

constexpr std::uint32_t kCompressed = 0x80000000;

}  // namespace

ParseResult ParseFragment(std::string_view datagram, Fragment& into) {
  ByteReader reader(datagram);
  const auto header = reader.Literal("\xFE\xFF\xFF\xFF"sv);
  if (header != ParseResult::kDone) return header;
  into.id = reader.Little<std::uint32_t>();
  into.compressed = (into.id & kCompressed) != 0;
  into.total = reader.Little<std::uint8_t>();
  into.number = reader.Little<std::uint8_t>();
  reader.Little<std::uint16_t>();  // says how large the others are: no use to us
  into.payload = reader.rest();
  if (reader.dry()) return ParseResult::kNeedMore;
  const bool counted = into.total <= kMaxFragments && into.number < into.total;
  return counted ? ParseResult::kDone : ParseResult::kBad;
}

ParseResult Reassembly::Add(const Fragment& fragment) {
  if (fragment.compressed || fragment.total > kMaxFragments) return ParseResult::kBad;
  if (!started_) {
    started_ = true;
    id_ = fragment.id;
    total_ = missing_ = fragment.total;
  }
  if (fragment.id != id_) return ParseResult::kNeedMore;
  if (fragment.total != total_ || fragment.number >= total_) return ParseResult::kBad;
  const std::uint32_t bit = std::uint32_t{1} << fragment.number;
  if ((seen_ & bit) == 0) {
    bytes_ += fragment.payload.size();
    if (bytes_ > kMaxMessage) return ParseResult::kBad;
    seen_ |= bit;
    parts_[fragment.number] = fragment.payload;
    --missing_;
  }
  return missing_ == 0 ? ParseResult::kDone : ParseResult::kNeedMore;
}

std::string Reassembly::message() const {
  std::string whole;
  whole.reserve(bytes_);
  for (const std::string& part : parts_) whole += part;
  return whole;
}

}  // namespace reach::a2s
