// The families of the public address, the translation before it, and the DDNS names.
// Thread: pure functions. Owner: none.
#pragma once

#include <span>

#include "exporter/metrics/exposition.h"
#include "exporter/wan/view.h"

namespace reach::metrics {

std::span<const FamilyHead> WanFamilies();

void RenderWan(const wan::View& view, Exposition& out);

}  // namespace reach::metrics
