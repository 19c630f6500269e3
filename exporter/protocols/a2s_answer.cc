#include "exporter/protocols/a2s_answer.h"

#include <optional>

namespace reach::a2s {
namespace {

using namespace std::literals;

constexpr std::uint8_t kProtocol = 17;
constexpr char kHasPort = '\x80';

void AppendText(std::string& message, std::string_view text) {
  message += text;
  message += '\0';
}

std::string InfoReply(const StandInInfo& info) {
  std::string message = "\xFF\xFF\xFF\xFF\x49"s;
  message += static_cast<char>(kProtocol);
  AppendText(message, info.name);
  AppendText(message, "none");            // map
  AppendText(message, "reach_exporter");  // folder
  AppendText(message, "stand-in");        // game
  message += "\0\0"sv;                    // app id
  message += "\0\0\0"sv;                  // players, room, bots
  message += "dl\0\0"sv;                  // dedicated, Linux, no password, no VAC
  AppendText(message, "0");               // version
  message += kHasPort;
  message += static_cast<char>(info.port & 0xFF);
  message += static_cast<char>(info.port >> 8);
  return message;
}

}  // namespace

std::string Answer(std::string_view request, const Challenge& challenge, const StandInInfo& info) {
  if (request == InfoRequest(challenge)) return InfoReply(info);
  // Some clients send the four bytes of an old challenge, or -1, with their first request.
  const std::string plain = InfoRequest(std::nullopt);
  if (!request.starts_with(plain)) return "";
  return "\xFF\xFF\xFF\xFF\x41"s + std::string(challenge.begin(), challenge.end());
}

}  // namespace reach::a2s
