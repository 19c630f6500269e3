#include "exporter/cli/vantage_command.h"

#include <unistd.h>

#include <array>
#include <asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "exporter/cli/vantage_identity.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/core/host_port.h"
#include "exporter/net/endpoint.h"
#include "exporter/net/interfaces.h"
#include "exporter/net/resolver.h"
#include "exporter/probes/registry.h"
#include "exporter/wan/reserved.h"
#include "exporter/web/front.h"
#include "exporter/web/probe_api.h"
#include "exporter/web/server.h"

namespace reach::cli {
namespace {

std::string HostName() {
  std::array<char, 65> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "vantage";
  return name.data();
}

// How others reach this machine, as far as it knows: behind NAT it does not.
std::string OwnAddress(const asio::ip::tcp::endpoint& listening) {
  if (!listening.address().is_unspecified()) return listening.address().to_string();
  for (const InterfaceAddress& own : ReadInterfaceAddresses()) {
    if (wan::IsPublic(own.address)) return ToString(own.address);
  }
  return "ADDRESS-OF-THIS-MACHINE";
}

void PrintLines(const VantageIdentity& identity, const asio::ip::tcp::endpoint& listening) {
  const std::string where = ToString(HostPort{OwnAddress(listening), listening.port()});
  std::cout << "vantages:\n- {name: \"" << HostName() << "\", url: \"https://" << where
            << "\", authorization: {credentials: " << identity.token()
            << "},\n   tls_config: {pinned_sha256: \"" << identity.pin() << "\"}}" << std::endl;
}

Task<web::Response> Behind(const web::Request& request) {
  if (request.path == "/-/healthy") co_return web::TextResponse(200, "This vantage is healthy.");
  co_return web::TextResponse(404, "This is a vantage: it has /api/v1/probe and /api/v1/arrival.");
}

// One vantage with all that it needs; the order of the members is the order of their making.
class Vantage {
 public:
  explicit Vantage(const Options& options)
      : identity_(options.storage_path, options.vantage.days),
        api_(
            io_,
            [this](std::string name, Family family, NameService::Done done) {
              resolver_.Lookup(std::move(name), family, std::move(done));
            },
            [](const std::string& name) { return config::FindModule("", name, Probers()); }),
        front_(io_, Behind, Complain),
        server_(
            io_, [this](web::Request& request) { return front_.Answer(request); }, {}, Complain) {
    api_.Apply(options.vantage.api, {});
    front_.Open(identity_.web_config());
    front_.OpenTokens(identity_.tokens_file());
    front_.Serve("/api/v1/probe",
                 [this](const web::Request& request) { return api_.Probe(request); });
    front_.Serve("/api/v1/arrival",
                 [this](const web::Request& request) { return api_.Arrival(request); });
    server_.UseTls([this] { return front_.tls(); });
  }

  int Serve(const std::string& address) {
    if (const auto problem = server_.Listen(address)) {
      Complain(*problem);
      return kExitFailed;
    }
    PrintLines(identity_, server_.endpoints().front());
    signals_.async_wait([this](asio::error_code, int) {
      server_.Stop();
      api_.Stop();
    });
    io_.run();
    return kExitOk;
  }

 private:
  static void Complain(std::string_view problem) {
    std::cerr << "reach_exporter vantage: " << problem << std::endl;
  }

  VantageIdentity identity_;
  asio::io_context io_{1};
  asio::basic_signal_set<Executor> signals_{io_, SIGINT, SIGTERM};
  web::ProbeApi api_;
  web::Front front_;
  web::Server server_;
  Resolver resolver_{std::vector<std::string>{}};  // last: its answers go to those above
};

}  // namespace

int RunVantage(const Options& options) { return Vantage(options).Serve(options.vantage.listen); }

}  // namespace reach::cli
