#include "exporter/cli/via.h"

#include <algorithm>
#include <stdexcept>

namespace reach::cli {

void RequireVantage(const config::Config& config, const std::string& name) {
  const auto same = [&](const config::Vantage& vantage) { return vantage.name == name; };
  if (std::any_of(config.vantages.begin(), config.vantages.end(), same)) return;
  const std::string file = config.file.empty() ? "a configuration" : config.file;
  throw std::invalid_argument("there is no vantage \"" + name + "\" in " + file +
                              "; \"reach_exporter vantage\" starts one elsewhere");
}

}  // namespace reach::cli
