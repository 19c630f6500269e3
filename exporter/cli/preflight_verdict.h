// What the evening before says about one port: does what players send get here, and back?
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/core/check.h"
#include "exporter/vantage/answer.h"

namespace reach::cli {

enum class Standing : std::uint8_t { kGood, kBad, kOpenQuestion };

struct PortVerdict {
  Standing standing = Standing::kOpenQuestion;
  std::string_view sentence;
};

// `held`: by us, who answer whatever comes; else the game has the port. `heard`: something has come
// to the port that we hold. Without an answer of the vantage nothing is known.
PortVerdict JudgePort(const Check& check, const std::optional<vantage::Answer>& answer, bool held,
                      bool heard);

}  // namespace reach::cli
