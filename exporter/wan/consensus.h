// What a round of answers agrees on: the vote, for one family.
// Thread: values and a pure function. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exporter/config/wan_source.h"
#include "exporter/core/address.h"

namespace reach::wan {

// A source that failed gives none.
struct Answer {
  config::WanKind kind = config::WanKind::kStun;
  std::string run_by;
  Address address;
};

struct Verdict {
  Address address;  // none: no majority
  std::uint32_t answered = 0;
  std::uint32_t agreeing = 0;  // with the address; without one, the largest group
  bool router_agrees = false;  // it has this address itself
};

// Answers with an address that the internet cannot reach do not count: a router behind another one
// gives such. Three answers at the least, and the majority is more than half of them, given by two
// operators and in two ways: a proxy or a resolver on the way can change all answers of one kind.
Verdict Vote(const std::vector<Answer>& answers);

}  // namespace reach::wan
