// What was seen of a port, a sentence for each view, from the server outwards.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

std::vector<std::string> EvidenceOf(const PortCase& port);

std::string_view Words(View view);  // "from the internet"

}  // namespace reach::diagnosis
