#include "exporter/protocols/webrcon.h"

#include <nlohmann/json.hpp>

namespace reach::webrcon {

// All but the unreserved characters is escaped (RFC 3986 2.3).
std::string PathOf(std::string_view password) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kMarks = "-._~";
  std::string path = "/";
  for (const char c : password) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kMarks.find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      path += c;
    } else {
      path += {'%', kDigits[byte / 16], kDigits[byte % 16]};
    }
  }
  return path;
}

std::string EncodeCommand(std::string_view command, int id) {
  const nlohmann::json json = {{"Identifier", id}, {"Message", command}, {"Name", "WebRcon"}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool IsReplyTo(std::string_view message, int id) {
  const auto json = nlohmann::json::parse(message, nullptr, false);
  if (!json.is_object()) return false;
  const auto found = json.find("Identifier");
  return found != json.end() && found->is_number_integer() && *found == id;
}

}  // namespace reach::webrcon
