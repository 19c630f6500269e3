#include "exporter/net/self_signed.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <vector>

namespace reach {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : "";
}

Certificate Read(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr, X509_free};
}

// RFC 5280 4.1.2.2: positive, at most 20 octets.
void SetSerial(X509* certificate) {
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial));
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
}

bool Fill(X509* certificate, EVP_PKEY* key, const std::string& common_name, int days) {
  constexpr long kHour = 3600;  // clocks differ
  X509_set_version(certificate, X509_VERSION_3);
  SetSerial(certificate);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kHour);
  X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, nullptr);
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                             0);
  return X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

SelfSigned MakeSelfSigned(const std::string& common_name, int days) {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const Certificate certificate(X509_new(), X509_free);
  const Bio certificate_text(BIO_new(BIO_s_mem()), BIO_free);
  const Bio key_text(BIO_new(BIO_s_mem()), BIO_free);
  const bool made = key && certificate && certificate_text && key_text &&
                    Fill(certificate.get(), key.get(), common_name, days) &&
                    PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1 &&
                    PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0,
                                             nullptr, nullptr) == 1;
  if (!made) return {};
  return {TextOf(certificate_text.get()), TextOf(key_text.get())};
}

std::string PinOf(const std::string& pem) {
  const Certificate certificate = Read(pem);
  if (!certificate) return "";
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
  if (size <= 0) return "";
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(
      der, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(der, static_cast<std::size_t>(size), digest.data());
  std::array<unsigned char, 45> text{};
  EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return reinterpret_cast<const char*>(text.data());
}

bool IsStillValid(const std::string& pem) {
  const Certificate certificate = Read(pem);
  return certificate && X509_cmp_current_time(X509_get0_notAfter(certificate.get())) > 0;
}

}  // namespace reach
