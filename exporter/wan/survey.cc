#include "exporter/wan/survey.h"

#include <utility>

#include "exporter/wan/address_text.h"
#include "exporter/wan/dns_source.h"
#include "exporter/wan/gather.h"
#include "exporter/wan/stun_source.h"
#include "exporter/wan/web_request.h"

namespace reach::wan {
namespace {

constexpr long kOk = 200;

}  // namespace

Survey::Survey(asio::io_context& io, NameService& names, Helpers& helpers, Duration patience)
    : io_(io), names_(names), helpers_(helpers), patience_(patience) {}

Task<std::vector<Answer>> Survey::Take(std::vector<config::WanSource> sources, Family family) {
  std::vector<Task<Answer>> tasks;
  for (config::WanSource& source : sources) {
    if (source.kind == config::WanKind::kRouter) continue;
    if (source.family != Family::kAny && source.family != family) continue;
    tasks.push_back(AskOne(std::move(source), family));
  }
  std::vector<Answer> answers = co_await Gather(io_, std::move(tasks));
  std::erase_if(answers, [](const Answer& answer) { return !answer.address; });
  co_return answers;
}

Task<Answer> Survey::AskOne(config::WanSource source, Family family) {
  Answer answer;
  answer.kind = source.kind;
  answer.run_by = source.run_by;
  const std::vector<Address> servers = co_await Lookup(io_, names_, source.host, family);
  if (servers.empty()) co_return answer;
  const Address server = servers.front();
  switch (source.kind) {
    case config::WanKind::kStun:
      answer.address = co_await AskStun(io_, server, source.port, patience_);
      break;
    case config::WanKind::kDns:
      answer.address = co_await AskDnsEcho(io_, source, server, patience_);
      break;
    case config::WanKind::kHttp:
      answer.address = co_await AskHttp(source, server);
      break;
    case config::WanKind::kRouter:
      break;
  }
  // A server that was asked over one family cannot know the address of the other.
  if (answer.address.family != family) answer.address = {};
  co_return answer;
}

Task<Address> Survey::AskHttp(const config::WanSource& source, Address server) {
  WebRequest request;
  request.url = source.text;
  request.to = server;
  request.patience = patience_;
  Helpers::Work<std::optional<WebAnswer>> fetch = [request](const std::atomic<bool>& stop) {
    return Fetch(request, stop);
  };
  const auto answer = co_await helpers_.Run(std::move(fetch));
  if (!answer || answer->status != kOk) co_return Address();
  co_return FirstAddress(answer->body, server.family);
}

Task<std::vector<Address>> Lookup(asio::io_context& io, NameService& names, std::string host,
                                  Family family) {
  struct Landing {
    explicit Landing(asio::io_context& loop) : done(loop, TimePoint::max()) {}
    Timer done;
    std::optional<std::vector<Address>> addresses;
  };
  const auto landing = std::make_shared<Landing>(io);
  names.Lookup(host, family, [landing](const NameAnswer& answer) {
    landing->addresses = answer.addresses;
    landing->done.cancel();
  });
  while (!landing->addresses) co_await landing->done.async_wait(kTuple);
  co_return std::move(*landing->addresses);
}

}  // namespace reach::wan
