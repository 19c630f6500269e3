// A key and a certificate that signs itself, for a server that is known by its pin.
// Thread: any. Owner: none.
#pragma once

#include <string>

namespace reach {

struct SelfSigned {
  std::string certificate;  // PEM
  std::string key;          // PEM, without passphrase
};

// EC P-256, from now on for so many days. Both empty when OpenSSL cannot, which takes a machine
// without random numbers or memory.
SelfSigned MakeSelfSigned(const std::string& common_name, int days);

// The SHA-256 of the public key in base64, as RFC 7469 2.4 and curl's "sha256//" write it; "" when
// there is no certificate in the text.
std::string PinOf(const std::string& certificate);

// False also when there is none in the text.
bool IsStillValid(const std::string& certificate);

}  // namespace reach
