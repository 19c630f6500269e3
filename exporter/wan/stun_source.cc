#include "exporter/wan/stun_source.h"

#include "exporter/protocols/stun.h"
#include "exporter/wan/datagram.h"
#include "exporter/wan/random.h"

namespace reach::wan {

Task<Address> AskStun(asio::io_context& io, Address server, std::uint16_t port, Duration patience) {
  const std::string transaction = RandomBytes(stun::kTransactionSize);
  Datagram question;
  question.to = server;
  question.port = port;
  question.bytes = stun::EncodeRequest(transaction);
  question.is_answer = [&transaction](std::string_view message) {
    return stun::ParseResponse(message, transaction).has_value();
  };
  question.patience = patience;
  const auto answer = co_await Ask(io, std::move(question));
  if (!answer) co_return Address();
  co_return stun::ParseResponse(*answer, transaction)->address;
}

}  // namespace reach::wan
