// A server that is asked over HTTP, and how: `http_sd:` of an entry of `target_files`, or an entry
// of `vantages`. Thread: values; the reader: one. Owner: the configuration.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace reach::config {

class Fields;

// Secrets are in here: never print one.
struct HttpOrigin {
  std::string url;  // without a user
  std::vector<std::pair<std::string, std::string>> headers;
  std::string authorization;  // its type, "Bearer"; "" for none
  std::string credentials;
  std::string credentials_file;  // read anew each time, as all files here
  std::string username;
  std::string password;
  std::string password_file;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  std::string server_name;  // to verify instead of the URL's host
  std::string
      pinned_sha256;  // of the server's public key, base64; it is then trusted by that alone
  bool insecure_skip_verify = false;
  bool operator==(const HttpOrigin&) const = default;
};

// All keys but `refresh`. `file` is the configuration's: paths are relative to it.
HttpOrigin ReadHttpOrigin(Fields& http, const std::string& file);

// The path as seen from the folder of the configuration's file.
std::string Beside(const std::string& file, const std::string& path);

}  // namespace reach::config
