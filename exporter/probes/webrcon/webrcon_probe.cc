#include "exporter/probes/webrcon/webrcon_probe.h"

#include <sys/random.h>

#include <array>

#include "exporter/net/tcp_channel.h"
#include "exporter/probes/tcp/connecting_probe.h"
#include "exporter/probes/webrcon/login.h"
#include "exporter/probes/webrcon/webrcon_options.h"
#include "exporter/protocols/websocket.h"

namespace reach::webrcon {
namespace {

constexpr std::size_t kReadSize = 4096;

std::string RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  // Up to 256 bytes come whole once the system has booted (getrandom(2)).
  static_cast<void>(getrandom(bytes.data(), bytes.size(), 0));
  return bytes;
}

std::string HostHeader(const Destination& where) {
  std::string host = ToString(where.address);
  if (where.address.is_v6()) host = "[" + host + "]";
  return host + ":" + std::to_string(where.port);
}

class WebRconProbe : public tcp::ConnectingProbe {
 public:
  WebRconProbe(const std::shared_ptr<const Options>& options, ProbeContext& context)
      : ConnectingProbe(options->origin, tcp::CloseMode::kFin, context), options_(options) {}

 private:
  bool HasMoreToDo() const override { return true; }

  Task<void> Converse(TcpSocket& socket, const Destination& where, Attempt&, bool,
                      Observation& seen) override {
    Login login(HostHeader(where), options_->password, RandomBytes(websocket::kNonceSize),
                RandomBytes(websocket::kMaskSize));
    TcpChannel channel(socket);
    seen.reason = co_await Talk(login, channel);
    const std::string goodbye = login.Goodbye();
    // Without waiting: a full buffer means that nobody reads it anyway.
    asio::error_code ignored;
    if (!goodbye.empty()) socket.send(asio::buffer(goodbye), 0, ignored);
  }

  static Task<Reason> Talk(Login& login, TcpChannel& channel) {
    std::string output = login.TakeRequest();
    std::array<char, kReadSize> input{};
    while (true) {
      if (!output.empty()) {
        const TcpChannel::Moved sent = co_await channel.Write(output);
        if (sent.error) co_return ReasonOf(sent.error);
      }
      const TcpChannel::Moved read = co_await channel.Read(input);
      if (read.error) co_return ReasonOf(read.error);
      output.clear();
      const auto verdict = login.Feed({input.data(), read.size}, output);
      if (verdict) co_return *verdict;
    }
  }

  static Reason ReasonOf(const asio::error_code& error) {
    return error == asio::error::operation_aborted ? Reason::kExpectTimeout : ReasonOfEnd(error);
  }

  std::shared_ptr<const Options> options_;
};

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  return std::make_unique<WebRconProbe>(std::dynamic_pointer_cast<const Options>(module.options),
                                        context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "webrcon", .transport = Transport::kTcp, .read = ReadOptions},
    .make = Make,
    .numbers = {},
};

}  // namespace reach::webrcon
