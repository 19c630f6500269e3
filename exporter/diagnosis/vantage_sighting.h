// What vantages answer, as evidence.
// Thread: that of the client. Owner: whoever examines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/diagnosis/evidence.h"
#include "exporter/vantage/arrival.h"
#include "exporter/vantage/client.h"

namespace reach::diagnosis {

// By what the check expects of the internet: what the vantage itself expects does not count.
Sighting FromVantage(const Check& check, const vantage::Answer& answer);

// For Views::ArrivalAt, where the target is this host and has the port under the number `served`.
// `check` outlives it.
Task<std::optional<Arrival>> AskForArrival(asio::io_context& io, vantage::Client& client,
                                           const Check& check, std::uint16_t served,
                                           std::string via);

// For Views::FromVantages. `via`: only this one; "" for those of the target. `check` outlives it.
Task<std::vector<Sighting>> AskVantages(vantage::Client& client, const Check& check,
                                        std::string via);

}  // namespace reach::diagnosis
