// Certificates made for a test: an authority, what it signs, and what nobody signed.
// Thread: any. Owner: the test.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace reach::test {

// In PEM.
struct Identity {
  std::string certificates;  // one's own first, then those between it and the root
  std::string key;
};

struct CertificateSpec {
  std::string common_name = "";
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";  // subjectAltName as OpenSSL writes it
  std::chrono::seconds from = -std::chrono::hours(1);       // relative to now
  std::chrono::seconds to = std::chrono::hours(24);
};

class Authority {
 public:
  explicit Authority(const std::string& common_name = "Test Root");

  Identity Issue(const CertificateSpec& spec) const;
  // An authority signed by this one: what it issues comes with its certificate.
  Authority Below(const std::string& common_name, std::chrono::seconds to) const;
  const std::string& pem() const { return pem_; }

 private:
  using Key = std::shared_ptr<EVP_PKEY>;
  using Certificate = std::shared_ptr<X509>;

  Authority(Key key, Certificate certificate, std::string chain);

  Key key_;
  Certificate certificate_;
  std::string pem_;    // of the certificate
  std::string chain_;  // what goes along with that of a server
};

Identity SelfSigned(const CertificateSpec& spec);

// The moment `from_now` as certificates know it: in whole Unix seconds.
std::int64_t UnixTimeIn(std::chrono::seconds from_now);

}  // namespace reach::test
