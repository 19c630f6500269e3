// The labels that every series of a check bears, escaped once, when the check table is made.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/check.h"

namespace reach {

// `vantage="home",target="a",check="game",host="...",port="28015",transport="udp",family="any"`,
// with an address `address="192.0.2.7"`, and the user's labels after it, without braces. Values are
// cut to 128 bytes of valid UTF-8.
std::string LabelBlock(const Check& check, std::string_view vantage);

// Appends `name="value"`, after a comma unless the block is empty. The value may come from outside.
void AppendLabel(std::string& block, std::string_view name, std::string_view value);

}  // namespace reach
