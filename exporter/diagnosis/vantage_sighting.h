// What vantages answer, as evidence.
// Thread: that of the client. Owner: whoever examines.
#pragma once

#include <vector>

#include "exporter/diagnosis/evidence.h"
#include "exporter/vantage/client.h"

namespace reach::diagnosis {

// By what the check expects of the internet: what the vantage itself expects does not count.
Sighting FromVantage(const Check& check, const vantage::Answer& answer);

// For Views::FromVantages. `via`: only this one; "" for those of the target. `check` outlives it.
Task<std::vector<Sighting>> AskVantages(vantage::Client& client, const Check& check,
                                        std::string via);

}  // namespace reach::diagnosis
