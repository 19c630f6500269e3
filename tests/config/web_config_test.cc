#include "exporter/config/web_config.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "exporter/config/error.h"
#include "tests/support/temp_file.h"

namespace reach::config {
namespace {

constexpr std::string_view kHash = "$2b$05$cqyG3R/C/tUk2H8KQwHK7OCVLjkDOYgDHYYYp/fGcZ6E2wTXMbFeK";

WebConfig Load(const std::string& text) {
  const test::TempFile file(text);
  return LoadWebConfig(file.path());
}

std::string FaultsOf(const std::string& text) {
  const test::TempFile file(text);
  try {
    LoadWebConfig(file.path());
  } catch (const Faults& faults) {
    std::string all;
    for (const Fault& fault : faults.faults()) {
      all += std::to_string(fault.line) + ": " + fault.problem + "\n";
    }
    return all;
  }
  return "";
}

TEST(WebConfigTest, EmptyFileAsksForNothing) {
  const WebConfig config = Load("");
  EXPECT_FALSE(config.tls());
  EXPECT_TRUE(config.users.empty());
}

TEST(WebConfigTest, ReadsTheToolkitsKeys) {
  const WebConfig config = Load(
      "tls_server_config: {cert_file: a.crt, key_file: /k/a.key, client_ca_file: ca.crt,\n"
      "  client_auth_type: RequireAndVerifyClientCert, min_version: TLS13}\n"
      "http_server_config: {http2: false, headers: {X-Frame-Options: deny}}\n"
      "basic_auth_users: {alice: " +
      std::string(kHash) + "}\n");
  EXPECT_TRUE(config.tls());
  EXPECT_EQ(std::filesystem::path(config.cert_file).filename(), "a.crt");
  EXPECT_TRUE(std::filesystem::path(config.cert_file).is_absolute());
  EXPECT_EQ(config.key_file, "/k/a.key");
  EXPECT_EQ(config.client_certificate, ClientCertificate::kRequireVerified);
  EXPECT_EQ(config.least_version, 0x0304);
  EXPECT_EQ(config.users.at("alice"), kHash);
  ASSERT_EQ(config.headers.size(), 1U);
  EXPECT_EQ(config.headers[0].second, "deny");
}

TEST(WebConfigTest, NamesWhatIsWrong) {
  EXPECT_EQ(FaultsOf("tls_server_config: {cert_file: a}\n"), "1: \"key_file\" is missing\n");
  EXPECT_EQ(FaultsOf("tls_server_config:\n  cert_file: a\n  key_file: b\n"
                     "  client_auth_type: RequireAndVerifyClientCert\n"),
            "4: verifying clients needs \"client_ca_file\"\n");
  EXPECT_EQ(FaultsOf("basic_auth_users:\n  bob: secret\n"),
            "2: basic_auth_users: \"bob\" needs a bcrypt hash, as \"htpasswd -nB bob\" makes\n");
  EXPECT_EQ(FaultsOf("http_server_config:\n  headers:\n    Server: me\n"),
            "3: headers: \"Server\" may not be set\n");
  EXPECT_NE(FaultsOf("basic_auth_user: {}\n"), "");
}

TEST(WebConfigTest, PasswordsThatAreNoHashesAreNotQuoted) {
  EXPECT_EQ(FaultsOf("basic_auth_users:\n  bob: hunter2\n").find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace reach::config
