#include "exporter/host/listing.h"

#include <string>
#include <utility>

#include "exporter/host/listing_line.h"
#include "exporter/host/words_of_text.h"

namespace reach::host {
namespace {

constexpr std::string_view kProblem =
    "no line of it says that somebody listens; paste all that \"netstat -ano\" prints on Windows, "
    "or \"ss -lntu\" on Linux";

// All that counts is ASCII; other characters are only in words that nobody reads.
std::string FromUtf16(std::string_view text, bool little) {
  std::string ascii;
  for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
    const char low = text[little ? at : at + 1];
    const char high = text[little ? at + 1 : at];
    const bool plain = high == 0 && static_cast<unsigned char>(low) < 0x80;
    ascii.push_back(plain ? low : '?');
  }
  return ascii;
}

}  // namespace

SocketTable ParseListing(std::string_view text) {
  text = text.substr(0, kLongestListing);
  std::string converted;
  const bool little = text.starts_with("\xff\xfe");
  if (little || text.starts_with("\xfe\xff")) text = converted = FromUtf16(text, little);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  SocketTable table;
  while (!text.empty()) {
    auto socket = ReadListedSocket(TakeLine(text));
    if (!socket) continue;
    const bool tcp = socket->listener.transport == Transport::kTcp;
    (tcp ? table.knows_tcp : table.knows_udp) = true;
    table.sockets.push_back(*std::move(socket));
  }
  if (table.sockets.empty()) table.problem = kProblem;
  return table;
}

}  // namespace reach::host
