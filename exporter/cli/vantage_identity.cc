#include "exporter/cli/vantage_identity.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "exporter/net/self_signed.h"
#include "exporter/wan/random.h"

namespace reach::cli {
namespace {

constexpr std::size_t kTokenBytes = 24;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// For the owner only, and never half there.
void Write(const std::string& path, std::string_view text) {
  const std::string beside = path + ".new";
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) {
    throw std::runtime_error(path +
                             ": cannot be written: " + std::strerror(written ? errno : error));
  }
}

std::string Hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte / 16];
    text += kDigits[byte % 16];
  }
  return text;
}

}  // namespace

VantageIdentity::VantageIdentity(std::string folder, int days)
    : folder_(std::move(folder)), for_now_(folder_.empty()) {
  MakeFolder();
  MakeCertificate(days);
  MakeToken();
  Write(web_config(), "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n");
}

VantageIdentity::~VantageIdentity() {
  std::error_code ignored;
  if (for_now_) std::filesystem::remove_all(folder_, ignored);
}

void VantageIdentity::MakeFolder() {
  std::error_code error;
  if (for_now_) {
    std::string pattern = std::filesystem::temp_directory_path() / "reach_vantage.XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw std::runtime_error(pattern + ": " + std::strerror(errno));
    }
    folder_ = pattern;
    return;
  }
  folder_ += "/vantage";
  std::filesystem::create_directories(folder_, error);
  if (error) throw std::runtime_error(folder_ + ": " + error.message());
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
}

void VantageIdentity::MakeCertificate(int days) {
  const std::string path = folder_ + "/cert.pem";
  std::string certificate = ReadAll(path);
  if (!IsStillValid(certificate) || ReadAll(folder_ + "/key.pem").empty()) {
    const SelfSigned made = MakeSelfSigned("reach_exporter vantage", days);
    if (made.certificate.empty()) throw std::runtime_error("no certificate could be made");
    Write(folder_ + "/key.pem", made.key);
    Write(path, made.certificate);
    certificate = made.certificate;
  }
  pin_ = PinOf(certificate);
}

void VantageIdentity::MakeToken() {
  token_ = ReadAll(tokens_file());
  token_.erase(token_.find_last_not_of(" \r\n") + 1);
  if (!token_.empty()) return;
  token_ = Hex(wan::RandomBytes(kTokenBytes));
  Write(tokens_file(), token_ + "\n");
}

}  // namespace reach::cli
