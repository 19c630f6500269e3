#include "tests/support/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace reach::test {
namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

Key MakeKey() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

template <typename Write>
std::string Pem(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  if (write(out.get()) != 1) throw std::runtime_error("PEM cannot be written");
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string Pem(const Certificate& certificate) {
  return Pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}

std::string Pem(const Key& key) {
  return Pem([&](BIO* out) {
    return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

void Extend(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  if (extension == nullptr) throw std::runtime_error("no such extension: " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

struct Issuer {
  X509* certificate = nullptr;  // null: the subject itself
  EVP_PKEY* key = nullptr;
};

Certificate Make(const CertificateSpec& spec, const Key& key, bool authority, Issuer issuer) {
  static long serial = 0;
  Certificate result(X509_new(), X509_free);
  X509* certificate = result.get();
  X509_set_version(certificate, 2);  // X.509 v3
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), spec.from.count());
  X509_gmtime_adj(X509_getm_notAfter(certificate), spec.to.count());
  X509_set_pubkey(certificate, key.get());
  if (!spec.common_name.empty()) {
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(spec.common_name.c_str()), -1,
                               -1, 0);
  }
  const X509* signer = issuer.certificate != nullptr ? issuer.certificate : certificate;
  X509_set_issuer_name(certificate, X509_get_subject_name(signer));
  Extend(certificate, NID_basic_constraints, authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!authority && !spec.names.empty()) Extend(certificate, NID_subject_alt_name, spec.names);
  X509_sign(certificate, issuer.key != nullptr ? issuer.key : key.get(), EVP_sha256());
  return result;
}

}  // namespace

Authority::Authority(Key key, Certificate certificate, std::string chain)
    : key_(std::move(key)),
      certificate_(std::move(certificate)),
      pem_(Pem(certificate_)),
      chain_(std::move(chain)) {}

Authority::Authority(const std::string& common_name) : key_(MakeKey()) {
  certificate_ = Make({.common_name = common_name}, key_, true, {});
  pem_ = Pem(certificate_);
}

Identity Authority::Issue(const CertificateSpec& spec) const {
  const Key key = MakeKey();
  const Certificate own = Make(spec, key, false, {certificate_.get(), key_.get()});
  return {Pem(own) + chain_, Pem(key)};
}

Authority Authority::Below(const std::string& common_name, std::chrono::seconds to) const {
  const Key key = MakeKey();
  const Certificate own =
      Make({.common_name = common_name, .to = to}, key, true, {certificate_.get(), key_.get()});
  return Authority(key, own, Pem(own) + chain_);
}

Identity SelfSigned(const CertificateSpec& spec) {
  const Key key = MakeKey();
  return {Pem(Make(spec, key, false, {})), Pem(key)};
}

std::int64_t UnixTimeIn(std::chrono::seconds from_now) {
  const auto then = std::chrono::system_clock::now() + from_now;
  return std::chrono::duration_cast<std::chrono::seconds>(then.time_since_epoch()).count();
}

}  // namespace reach::test
