#include "exporter/vantage/marked_packet.h"

#include "exporter/net/marked_packets.h"
#include "exporter/net/packet_head.h"

namespace reach::vantage {
namespace {

constexpr std::size_t kLongestMark = 64;

std::string ReadMark(std::span<const std::uint8_t> content) {
  const std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
  if (!text.starts_with(kMarkPrefix)) return "";
  return std::string(text.substr(kMarkPrefix.size(), kLongestMark));
}

}  // namespace

std::optional<Arrived> ReadArrived(std::span<const std::uint8_t> packet) {
  const auto head = ReadPacketHead(packet);
  if (!head) return std::nullopt;
  Arrived arrived{head->transport, head->source, head->source_port, head->port,
                  ReadMark(head->content)};
  const bool first =
      head->transport == Transport::kTcp ? head->asks() && !head->reset : !arrived.mark.empty();
  if (!first) return std::nullopt;
  return arrived;
}

}  // namespace reach::vantage
