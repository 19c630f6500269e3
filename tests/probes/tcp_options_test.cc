#include "exporter/probes/tcp/tcp_options.h"

#include <gtest/gtest.h>

#include "tests/support/certificates.h"
#include "tests/support/module_reading.h"
#include "tests/support/temp_file.h"

namespace reach::tcp {
namespace {

using Faults = std::vector<std::string>;

Faults FaultsOf(const std::string& yaml, const std::string& file = "m.yml") {
  return test::ReadModule<Options>(ReadOptions, yaml, file).faults;
}

Options Read(const std::string& yaml) {
  const auto reading = test::ReadModule<Options>(ReadOptions, yaml);
  EXPECT_EQ(reading.faults, Faults{});
  return *reading.options;
}

TEST(TcpOptionsTest, TextIsSentWithANewlineAndHexWithout) {
  const Options options = Read("tcp: {query_response: [{send: hi}, {send_hex: '6869 00'}]}");
  EXPECT_EQ(options.steps.at(0).send, "hi\n");
  EXPECT_EQ(options.steps.at(1).send, std::string("hi\0", 3));
}

TEST(TcpOptionsTest, GroupsAreFilledIntoTextOnly) {
  const Options options =
      Read("tcp: {query_response: [{expect: '(.)', send: '${1}'}, {expect: '.', send_hex: '24'}]}");
  EXPECT_TRUE(options.steps.at(0).expand);
  EXPECT_FALSE(options.steps.at(1).expand);
}

TEST(TcpOptionsTest, WithoutAWordOfTlsThereIsNoClient) {
  EXPECT_EQ(Read("tcp: {}").client, nullptr);
  EXPECT_NE(Read("tcp: {tls: true}").client, nullptr);
  EXPECT_NE(Read("tcp: {query_response: [{starttls: true}]}").client, nullptr);
  EXPECT_NE(Read("tcp: {tls_config: {}}").client, nullptr);
  EXPECT_FALSE(Read("tcp: {tls_config: {}}").tls);
}

TEST(TcpOptionsTest, ModuleOfTheBlackboxExporterWorksUnchanged) {
  const Options options = Read(R"(
tcp:
  preferred_ip_protocol: ip4
  ip_protocol_fallback: false
  query_response:
  - expect: "^220 ([^ ]+) ESMTP (.+)$"
  - send: "EHLO prober\r"
  - expect: "^250-STARTTLS"
  - send: "STARTTLS\r"
  - expect: "^220"
  - starttls: true
  - send: "EHLO prober\r"
  - expect: "^250-AUTH"
  - send: "QUIT\r"
  tls: false
  tls_config: {insecure_skip_verify: true, server_name: mail.example.org, min_version: TLS12}
)");
  EXPECT_EQ(options.steps.size(), 9U);
  EXPECT_EQ(options.steps[1].send, "EHLO prober\r\n");
  EXPECT_TRUE(options.steps[5].starttls);
  EXPECT_TRUE(options.client->skip_verify);
  EXPECT_EQ(options.client->server_name, "mail.example.org");
}

TEST(TcpOptionsTest, TlsBeginsOnce) {
  EXPECT_EQ(FaultsOf("tcp:\n  tls: true\n  query_response: [{starttls: true}]"),
            Faults{"2: a step has starttls: TLS can begin only once"});
  EXPECT_EQ(FaultsOf("tcp:\n  query_response:\n  - {starttls: true}\n  - {starttls: true}"),
            Faults{"4: TLS can begin only once"});
}

TEST(TcpOptionsTest, CheckCanSwitchTlsOnAndOff) {
  const Options plain = Read("tcp: {hold: 1s}");
  const auto secure = std::dynamic_pointer_cast<const Options>(WithTls(plain, true));
  EXPECT_TRUE(secure->tls);
  EXPECT_NE(secure->client, nullptr);
  EXPECT_EQ(secure->hold, plain.hold);
  EXPECT_FALSE(std::dynamic_pointer_cast<const Options>(WithTls(*secure, false))->tls);
  EXPECT_EQ(WithTls(Read("tcp: {query_response: [{starttls: true}]}"), true), nullptr);
}

TEST(TlsConfigTest, FilesAreReadWithTheConfigurationAndBadOnesAreFaultsAtTheirLine) {
  const test::Authority authority;
  const test::Identity one = authority.Issue({}), two = authority.Issue({});
  const test::TempFile certificate(one.certificates), key(one.key), other_key(two.key),
      text("hello");
  const auto faults = [](const std::string& lines) {
    return FaultsOf("tcp:\n  tls_config:\n" + lines);
  };
  EXPECT_EQ(faults("    ca_file: /nowhere/ca.pem\n"),
            Faults{"3: /nowhere/ca.pem cannot be read: No such file or directory"});
  EXPECT_EQ(faults("    ca_file: /\n"), Faults{"3: / is empty or a directory"});
  EXPECT_EQ(faults("    ca_file: " + text.path()),
            Faults{"3: " + text.path() + " holds no certificate in PEM form"});
  EXPECT_EQ(faults("    cert_file: " + certificate.path() + "\n    key_file: " + key.path()),
            Faults{});
  EXPECT_EQ(faults("    cert_file: " + certificate.path() + "\n    key_file: " + other_key.path()),
            Faults{"4: " + other_key.path() + " is not the key of the certificate"});
  EXPECT_EQ(faults("    cert_file: " + certificate.path() + "\n    key_file: " + text.path()),
            Faults{"4: " + text.path() + " holds no private key in PEM form without a passphrase"});
  EXPECT_EQ(faults("    cert_file: " + certificate.path()),
            Faults{"2: cert_file and key_file go together"});
}

TEST(TlsConfigTest, FilesAreRelativeToTheFileOfTheConfiguration) {
  const test::TempFile file(test::Authority().pem());
  const std::size_t slash = file.path().rfind('/');
  const std::string folder = file.path().substr(0, slash), name = file.path().substr(slash + 1);
  const std::string yaml = "tcp: {tls_config: {ca_file: " + name + "}}";
  EXPECT_EQ(FaultsOf(yaml, folder + "/reach.yml"), Faults{});
  EXPECT_EQ(FaultsOf(yaml, folder + "/no/reach.yml").size(), 1U);
}

TEST(TlsConfigTest, VersionsAreThoseOfTheBlackboxExporterAndInOrder) {
  EXPECT_EQ(FaultsOf("tcp: {tls_config: {min_version: TLS13, max_version: TLS13}}"), Faults{});
  EXPECT_EQ(FaultsOf("tcp: {tls_config: {max_version: TLS11}}"),
            Faults{"1: below min_version, which is TLS12 if left out"});
  EXPECT_EQ(FaultsOf("tcp: {tls_config: {min_version: SSL3}}").size(), 1U);
}

}  // namespace
}  // namespace reach::tcp
