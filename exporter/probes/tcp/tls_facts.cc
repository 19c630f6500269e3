#include "exporter/probes/tcp/tls_facts.h"

#include "exporter/core/text.h"

namespace reach::tcp {

constinit const std::array<FactSpec, 3> kFactNumbers = {{
    {"tls_certificate_verified",
     "1 if the server's certificate is good and for the name that was asked, else 0; also judged "
     "where the module skips the verification"},
    {"tls_certificate_valid_from_timestamp_seconds",
     "Unix time from which on all certificates of the chain that the server presented are valid"},
    {"tls_certificate_expiry_timestamp_seconds",
     "Unix time when the first certificate of the chain that the server presented expires"},
}};

constinit const FactSpec kFactInfo = {
    "tls_info", "TLS version and cipher, issuer and subject of the server's certificate; value 1"};

namespace {

enum Number { kVerified, kValidFrom, kExpiry };

}  // namespace

std::shared_ptr<const Facts> FactsOf(const TlsReport& report) {
  if (!report.presented) return nullptr;
  auto facts = std::make_shared<Facts>();
  const auto add = [&](Number number, double value) {
    facts->numbers.emplace_back(&kFactNumbers[number], value);
  };
  add(kVerified, report.fault ? 0 : 1);
  if (report.valid_from) add(kValidFrom, static_cast<double>(*report.valid_from));
  if (report.expiry) add(kExpiry, static_cast<double>(*report.expiry));
  facts->info = &kFactInfo;
  facts->words = {{"version", report.version},
                  {"cipher", report.cipher},
                  {"issuer", CleanText(report.issuer)},
                  {"subject", CleanText(report.subject)}};
  return facts;
}

}  // namespace reach::tcp
