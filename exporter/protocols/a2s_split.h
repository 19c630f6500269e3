// Split A2S replies: one fragment, and the message that fragments in any order add up to.
// Thread: a Reassembly belongs to one attempt. Owner: the attempt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/protocols/byte_reader.h"

namespace reach::a2s {

inline constexpr std::size_t kMaxFragments = 32;
inline constexpr std::size_t kMaxMessage = 65536;  // bytes

// The Source form: `fe ff ff ff`, id, total, number, size of a full fragment. Not read: the GoldSrc
// form (number and total in one byte) and the form without a size of four games from before 2009;
// nothing in the packet tells them apart.
struct Fragment {
  std::uint32_t id = 0;  // the same for all fragments of a message
  std::uint8_t total = 0;
  std::uint8_t number = 0;  // from 0
  bool compressed = false;  // bzip2, marked in the id
  std::string_view payload;
};

// kDone has 1 <= total <= kMaxFragments and number < total. `payload` points into `datagram`.
ParseResult ParseFragment(std::string_view datagram, Fragment& into);

class Reassembly {
 public:
  // kDone: message() is whole. kNeedMore: more fragments are due; a fragment of another id and one
  // that is there already change nothing. kBad: the fragment contradicts the first one, is more
  // than kMaxMessage allows, or is compressed, which no server of the last ten years does to INFO.
  ParseResult Add(const Fragment& fragment);

  std::string message() const;  // call only after kDone

 private:
  bool started_ = false;
  std::uint32_t id_ = 0;
  std::size_t total_ = 0;
  std::size_t missing_ = 0;
  std::size_t bytes_ = 0;
  std::uint32_t seen_ = 0;  // one bit for each number
  std::array<std::string, kMaxFragments> parts_;
};

}  // namespace reach::a2s
