// What a vantage is known by: its key, its certificate and its token, in files of a folder.
// Thread: main's. Owner: the command.
#pragma once

#include <string>

namespace reach::cli {

class VantageIdentity {
 public:
  // In `folder`, made when it is not there; "": in one that goes away with this object. What is
  // there already is used again, a certificate as long as it is valid. Throws std::runtime_error.
  VantageIdentity(std::string folder, int days);
  ~VantageIdentity();
  VantageIdentity(const VantageIdentity&) = delete;
  VantageIdentity& operator=(const VantageIdentity&) = delete;

  std::string web_config() const { return folder_ + "/web.yml"; }
  std::string tokens_file() const { return folder_ + "/token"; }
  const std::string& token() const { return token_; }
  const std::string& pin() const { return pin_; }

 private:
  void MakeFolder();
  void MakeCertificate(int days);
  void MakeToken();

  std::string folder_;
  bool for_now_;
  std::string token_;
  std::string pin_;
};

}  // namespace reach::cli
