#include "exporter/discovery/load.h"

#include <exception>
#include <utility>

namespace reach {

std::string ParseInto(config::TargetListPtr& list, const std::string& origin, std::string text) {
  try {
    list = config::ParseTargetList(origin, std::move(text));
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace reach
