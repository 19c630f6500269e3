#include "exporter/net/tls_report.h"

#include <openssl/bio.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <memory>

namespace reach {
namespace {

std::optional<Reason> FaultOf(long verify_result) {
  switch (verify_result) {
    case X509_V_OK:
      return std::nullopt;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return Reason::kTlsCertificateExpired;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return Reason::kTlsNameMismatch;
    default:
      return Reason::kTlsCertificateUntrusted;
  }
}

std::optional<std::int64_t> UnixTime(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return timegm(&parts);
}

std::string NameText(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  constexpr unsigned long kUtf8 =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  X509_NAME_print_ex(out.get(), name, 0, kUtf8);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(std::max(size, 0L))};
}

std::string Utf8(const ASN1_STRING* string) {
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, string);
  if (size < 0) return "";
  std::string result(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return result;
}

std::string FirstDnsName(const X509* certificate) {
  std::string result;
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; result.empty() && i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) result = Utf8(name->d.dNSName);
  }
  GENERAL_NAMES_free(names);
  return result;
}

std::string SubjectOf(const X509* certificate) {
  const X509_NAME* name = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) return FirstDnsName(certificate);
  return Utf8(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
}

}  // namespace

TlsReport ReadTlsReport(const SSL* session) {
  TlsReport report;
  report.version = SSL_get_version(session);
  if (const SSL_CIPHER* cipher = SSL_get_current_cipher(session)) {
    report.cipher = SSL_CIPHER_get_name(cipher);
  }
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(session);
  if (chain == nullptr || sk_X509_num(chain) == 0) return report;
  report.presented = true;
  report.fault = FaultOf(SSL_get_verify_result(session));
  const X509* own = sk_X509_value(chain, 0);
  report.issuer = NameText(X509_get_issuer_name(own));
  report.subject = SubjectOf(own);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const X509* certificate = sk_X509_value(chain, i);
    const auto from = UnixTime(X509_get0_notBefore(certificate));
    if (from) report.valid_from = std::max(report.valid_from.value_or(*from), *from);
    const auto expiry = UnixTime(X509_get0_notAfter(certificate));
    if (expiry) report.expiry = std::min(report.expiry.value_or(*expiry), *expiry);
  }
  return report;
}

}  // namespace reach
