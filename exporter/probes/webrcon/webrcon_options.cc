#include "exporter/probes/webrcon/webrcon_options.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "exporter/config/fields.h"
#include "exporter/probes/socket_route.h"

namespace reach::webrcon {
namespace {

constexpr std::size_t kLongest = 1024;

// Read with the configuration, as the files of tls_config are: an attempt waits for no disk.
std::optional<std::string> ReadPassword(config::Fields& fields) {
  const auto text = fields.String("password_file");
  if (!text) return std::nullopt;
  const auto folder = std::filesystem::path(fields.Where("password_file").file).parent_path();
  const std::string path = (folder / *text).string();
  std::ifstream file(path, std::ios::binary);
  std::string password;
  if (!file) {
    fields.Fault("password_file", path + " cannot be read: " + std::strerror(errno));
    return std::nullopt;
  }
  std::getline(file, password);
  if (password.ends_with('\r')) password.pop_back();
  if (password.empty() || password.size() > kLongest) {
    fields.Fault("password_file", path + " must have the password in its first line");
    return std::nullopt;
  }
  return password;
}

}  // namespace

config::ModuleReading ReadOptions(config::Fields& module) {
  auto options = std::make_shared<Options>();
  SocketRoute route;
  if (auto fields = module.Map("webrcon")) {
    options->password = ReadPassword(*fields);
    route = ReadRoute(*fields);
    options->origin = route.origin;
  }
  return {std::move(options), {State::kOpen}, route.families};
}

}  // namespace reach::webrcon
