// What a module says under `webrcon:`.
// Thread: immutable. Owner: the module.
#pragma once

#include <optional>
#include <string>

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/net/socket_origin.h"

namespace reach::webrcon {

struct Options : ModuleOptions {
  // The first line of `password_file`. Never log or show it. None: without a login.
  std::optional<std::string> password;
  SocketOrigin origin;
};

config::ModuleReading ReadOptions(config::Fields& module);

}  // namespace reach::webrcon
