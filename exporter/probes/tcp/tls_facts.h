// What a TLS handshake says in metrics: how long the certificate is good, who signed it, version.
// Thread: pure functions over constants. Owner: none.
#pragma once

#include <array>
#include <memory>

#include "exporter/core/facts.h"
#include "exporter/net/tls_report.h"

namespace reach::tcp {

extern const std::array<FactSpec, 3> kFactNumbers;
extern const FactSpec kFactInfo;

// Null when the server presented no certificate.
std::shared_ptr<const Facts> FactsOf(const TlsReport& report);

}  // namespace reach::tcp
