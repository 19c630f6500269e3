#include "exporter/wan/natpmp_source.h"

#include "exporter/wan/datagram.h"

namespace reach::wan {
namespace {

Datagram Question(Address router, std::uint16_t port, Duration patience) {
  Datagram question;
  question.to = router;
  question.port = port;
  question.patience = patience;
  return question;
}

}  // namespace

// One after the other: some routers take one question at a time.
Task<RouterSaid> AskNatPmp(asio::io_context& io, Address router, Duration patience,
                           std::uint16_t port) {
  RouterSaid said;
  Datagram address = Question(router, port, patience / 2);
  address.bytes = natpmp::EncodeAddressRequest();
  address.is_answer = [](std::string_view message) {
    return natpmp::ParseAddressResponse(message).has_value();
  };
  const auto external = co_await Ask(io, std::move(address));
  if (external) said.external = natpmp::ParseAddressResponse(*external)->external;
  Datagram announce = Question(router, port, patience / 2);
  announce.bytes = natpmp::EncodeAnnounce(SourceTowards(io, router));
  announce.is_answer = [](std::string_view message) {
    return natpmp::ParseAnnounceResponse(message).has_value();
  };
  const auto response = co_await Ask(io, std::move(announce));
  if (response) said.mismatch = natpmp::ParseAnnounceResponse(*response)->mismatch();
  co_return said;
}

}  // namespace reach::wan
