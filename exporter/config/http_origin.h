// `http_sd:` of an entry of `target_files`.
// Thread: one. Owner: the load.
#pragma once

#include <string>

#include "exporter/config/fields.h"
#include "exporter/config/target_source.h"

namespace reach::config {

// All keys but `refresh`. `file` is the configuration's: paths are relative to it.
HttpOrigin ReadHttpOrigin(Fields& http, const std::string& file);

// The path as seen from the folder of the configuration's file.
std::string Beside(const std::string& file, const std::string& path);

}  // namespace reach::config
