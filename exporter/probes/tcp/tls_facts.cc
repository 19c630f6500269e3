#include "exporter/probes/tcp/tls_facts.h"

#include "exporter/core/text.h"

namespace reach::tcp {

constinit const std::array<FactSpec, 1> kFactNumbers = {{
    {"tls_certificate_expiry_timestamp_seconds",
     "Unix time when the first certificate of the chain that the server presented expires"},
}};

constinit const FactSpec kFactInfo = {
    "tls_info", "TLS version and cipher, issuer and subject of the server's certificate; value 1"};

std::shared_ptr<const Facts> FactsOf(const TlsReport& report) {
  if (!report.expiry) return nullptr;
  auto facts = std::make_shared<Facts>();
  facts->numbers.emplace_back(&kFactNumbers[0], static_cast<double>(*report.expiry));
  facts->info = &kFactInfo;
  facts->words = {{"version", report.version},
                  {"cipher", report.cipher},
                  {"issuer", CleanText(report.issuer)},
                  {"subject", CleanText(report.subject)}};
  return facts;
}

}  // namespace reach::tcp
