#include "exporter/wan/dns_source.h"

#include "exporter/protocols/byte_reader.h"
#include "exporter/wan/address_text.h"
#include "exporter/wan/datagram.h"
#include "exporter/wan/random.h"

namespace reach::wan {
namespace {

dns::Question QuestionOf(const config::WanSource& source, Family family) {
  dns::Question question;
  question.name = source.question;
  switch (source.ask) {
    case config::WanSource::Ask::kAddress:
      question.type = family == Family::kIp6 ? dns::Type::kAaaa : dns::Type::kA;
      break;
    case config::WanSource::Ask::kChaosText:
      question.klass = dns::Class::kChaos;
      question.type = dns::Type::kTxt;
      break;
    case config::WanSource::Ask::kText:
      question.type = dns::Type::kTxt;
      break;
  }
  return question;
}

}  // namespace

Task<std::optional<dns::Answer>> AskDns(asio::io_context& io, Nameserver server,
                                        dns::Question question, Duration patience) {
  const std::string random = RandomBytes(2);
  const auto id = ByteReader(random).Big<std::uint16_t>();
  auto bytes = dns::EncodeQuestion(question, id);
  if (!bytes) co_return std::nullopt;
  Datagram datagram;
  datagram.to = server.address;
  datagram.port = server.port;
  datagram.bytes = *std::move(bytes);
  datagram.is_answer = [&question, id](std::string_view message) {
    return dns::ParseAnswer(message, question, id).has_value();
  };
  datagram.patience = patience;
  const auto answer = co_await Ask(io, std::move(datagram));
  if (!answer) co_return std::nullopt;
  co_return dns::ParseAnswer(*answer, question, id);
}

Task<Address> AskDnsEcho(asio::io_context& io, const config::WanSource& source, Address server,
                         Duration patience) {
  const Nameserver where{server, source.port};
  dns::Question question = QuestionOf(source, server.family);
  const auto answer = co_await AskDns(io, where, std::move(question), patience);
  if (!answer) co_return Address();
  for (const dns::Record& record : answer->records) {
    if (record.address && record.address.family == server.family) co_return record.address;
    // Google adds a TXT record with the client's network, "edns0-client-subnet 192.0.2.0/24": the
    // address there has a length behind it.
    if (record.type != dns::Type::kTxt || record.text.find('/') != std::string::npos) continue;
    if (const Address seen = FirstAddress(record.text, server.family)) co_return seen;
  }
  co_return Address();
}

}  // namespace reach::wan
