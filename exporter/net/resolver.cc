#include "exporter/net/resolver.h"

#include <asio/post.hpp>
#include <stdexcept>
#include <utility>

namespace reach {
namespace {

std::vector<Nameserver> ParseAll(const std::vector<std::string>& texts) {
  std::vector<Nameserver> servers;
  for (const std::string& text : texts) {
    const auto server = ParseNameserver(text);
    if (!server) {
      throw std::invalid_argument("nameserver \"" + text +
                                  "\": not an IP address with an optional port");
    }
    servers.push_back(*server);
  }
  return servers;
}

}  // namespace

Resolver::Resolver(const std::vector<std::string>& nameservers, ResolverOptions options)
    : io_(1),
      work_(io_.get_executor()),
      names_(io_, ParseAll(nameservers), std::move(options)),
      thread_([this] { io_.run(); }) {}

Resolver::~Resolver() {
  io_.stop();
  thread_.join();
}

void Resolver::Lookup(std::string name, Family family, NameService::Done done) {
  asio::post(io_, [this, name = std::move(name), family, done = std::move(done)]() mutable {
    names_.Lookup(name, family, std::move(done));
  });
}

}  // namespace reach
