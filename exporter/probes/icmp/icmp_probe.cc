#include "exporter/probes/icmp/icmp_probe.h"

#include <array>
#include <cerrno>

#include "exporter/net/failure.h"
#include "exporter/net/icmp_sockets.h"
#include "exporter/net/socket_origin.h"
#include "exporter/probes/icmp/echo_train.h"
#include "exporter/probes/icmp/icmp_options.h"
#include "exporter/probes/icmp/pace.h"

namespace reach::icmp {
namespace {

constexpr std::array<FactSpec, 4> kFactNumbers = {{
    {"icmp_loss_ratio", "Echo requests of the last result that were not answered, 0 to 1"},
    {"icmp_jitter_seconds",
     "Mean difference between one round trip and the next in the last result, in seconds; absent "
     "with fewer than two replies"},
    {"icmp_duplicates", "Further replies to echoes that were answered already, in the last result"},
    {"icmp_reply_hop_limit", "TTL or hop limit of the last reply when it arrived"},
}};
enum Number { kLoss, kJitter, kDuplicates, kHopLimit };

std::shared_ptr<const Facts> FactsOf(const EchoTrain& train) {
  auto facts = std::make_shared<Facts>();
  const auto add = [&](Number number, double value) {
    facts->numbers.emplace_back(&kFactNumbers[number], value);
  };
  add(kLoss, 1 - static_cast<double>(train.received()) / static_cast<double>(train.sent()));
  if (const auto jitter = train.Jitter()) add(kJitter, Seconds(*jitter));
  add(kDuplicates, static_cast<double>(train.duplicates()));
  if (train.hop_limit() != 0) add(kHopLimit, train.hop_limit());
  return facts;
}

class IcmpProbe : public Probe {
 public:
  IcmpProbe(std::shared_ptr<const Options> options, ProbeContext& context)
      : options_(std::move(options)), context_(context) {}

  Task<Observation> Run(Destination where, Attempt& attempt) override {
    const TimePoint start = Clock::now();
    int error = 0;
    auto socket = context_.icmp_sockets.Take(where.address.family, error);
    if (!socket) co_return NotOpened(where.address, error);
    EchoTrain train(std::move(socket), where.address, options_->echo, attempt);
    Pace pace(options_->count, options_->spacing, start, attempt.deadline());
    bool in_time = true;
    while (in_time) {
      if (pace.Take(Clock::now()) && !train.Send()) break;
      if (train.failure() || (pace.done() && train.answered())) break;
      in_time = co_await attempt.PauseUntil(pace.next());
    }
    if (!in_time) train.Read();
    Observation seen = Judge(where.address, train);
    seen.duration = Clock::now() - start;
    co_return seen;
  }

 private:
  Observation NotOpened(const Address& target, int error) {
    Observation seen = Failure(Transport::kIcmp, target, error, std::nullopt, context_.network);
    // Where sending is meant, the same errno says that a firewall of this host forbids it.
    if (error == EACCES || error == EPERM) seen.reason = Reason::kNoPermission;
    return seen;
  }

  // No port is needed: what the kernel misses is the source address.
  static Reason FromSource(const Observation& seen) {
    return seen.error == EADDRNOTAVAIL ? Reason::kSourceUnusable : ReasonFromOrigin(seen.reason);
  }

  // One reply proves that the target can be reached, whatever became of the other echoes.
  Observation Judge(const Address& target, const EchoTrain& train) {
    Observation seen;
    if (train.received() > 0) {
      seen.reason = Reason::kReply;
      seen.rtt = train.MeanRtt();
      seen.facts = FactsOf(train);
    } else if (train.sent() == 0 && train.send_error() == 0) {
      seen.reason = Reason::kLate;  // we were too slow to ask at all
    } else {
      seen =
          Failure(Transport::kIcmp, target, train.send_error(), train.failure(), context_.network);
      if (options_->echo.source) seen.reason = FromSource(seen);
    }
    seen.echoes_sent = static_cast<std::uint8_t>(train.sent());
    seen.echoes_received = static_cast<std::uint8_t>(train.received());
    return seen;
  }

  std::shared_ptr<const Options> options_;
  ProbeContext& context_;
};

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  return std::make_unique<IcmpProbe>(std::dynamic_pointer_cast<const Options>(module.options),
                                     context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "icmp", .transport = Transport::kIcmp, .read = ReadOptions},
    .make = Make,
    .numbers = kFactNumbers,
    .info = nullptr,
};

}  // namespace reach::icmp
