// What the WAN view has to say to the log.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reach::wan {

struct News {
  bool bad = false;
  std::string message;
  std::vector<std::pair<std::string_view, std::string>> fields = {};
};

using Tell = std::function<void(const News&)>;  // called on the thread of the view

}  // namespace reach::wan
