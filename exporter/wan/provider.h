// What there is to say about a DDNS provider to somebody whose name is stale or gone.
// Thread: pure functions. Owner: none.
#pragma once

#include <string_view>

namespace reach::wan {

// Where to look, with the provider's own words: what its update URL answers and what that means.
// `provider` is a word of the configuration; the general words for any other.
std::string_view RemedyOfStale(std::string_view provider);
std::string_view RemedyOfGone(std::string_view provider);

}  // namespace reach::wan
