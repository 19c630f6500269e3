// The public address and the DDNS names on the status page.
// Thread: pure function. Owner: none.
#pragma once

#include <string>

#include "exporter/wan/view.h"

namespace reach::web {

// Paragraphs of HTML; "" when there is nothing to say.
std::string WanLines(const wan::View& view);

}  // namespace reach::web
