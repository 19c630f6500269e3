#include "exporter/probes/tcp/conversation.h"

#include <array>

#include "exporter/probes/tcp/tls_facts.h"

namespace reach::tcp {
namespace {

constexpr std::size_t kReadSize = 4096;

// Of a handshake that did not end well.
Reason ReasonOfHandshake(const asio::error_code& error, bool begun) {
  if (error == asio::error::operation_aborted) return Reason::kTlsHandshakeTimeout;
  return begun ? Reason::kTlsHandshakeFailed : ReasonOfEnd(error);
}

Reason Ended(Dialogue& dialogue, const asio::error_code& error) {
  if (dialogue.End() == Verdict::kDone) return Reason::kReply;
  if (dialogue.heard_anything()) return Reason::kExpectMismatch;
  return error == asio::error::operation_aborted ? Reason::kExpectTimeout : ReasonOfEnd(error);
}

}  // namespace

Task<Reason> Conversation::Run(Attempt& attempt) {
  if (options_.tls) {
    const auto fault = co_await Secure();
    if (fault) co_return *fault;
  }
  if (!options_.steps.empty()) co_return co_await Talk();
  if (options_.hold > Duration::zero()) {
    const Reason end = co_await Watch(attempt);
    if (end != Reason::kSynAck) co_return end;
  }
  co_return options_.tls ? Reason::kReply : Reason::kSynAck;
}

Task<std::optional<Reason>> Conversation::Secure() {
  const asio::error_code error = co_await channel_.StartTls(*options_.client, host_);
  const TlsReport report = channel_.report();
  facts_ = FactsOf(report);
  if (error) co_return ReasonOfHandshake(error, channel_.tls_begun());
  if (options_.client->skip_verify) co_return std::nullopt;
  co_return report.fault;
}

Task<Reason> Conversation::Talk() {
  Dialogue dialogue(options_.steps);
  std::array<char, kReadSize> input{};
  std::size_t received = 0;
  while (true) {
    std::string output;
    const Verdict verdict = dialogue.Feed({input.data(), received}, output);
    received = 0;
    if (verdict == Verdict::kMismatch) co_return Reason::kExpectMismatch;
    if (!output.empty()) {
      const TcpChannel::Moved sent = co_await channel_.Write(output);
      if (sent.error) co_return Ended(dialogue, sent.error);
    }
    if (verdict == Verdict::kDone) co_return Reason::kReply;
    if (verdict == Verdict::kStartTls) {
      const auto fault = co_await Secure();
      if (fault) co_return *fault;
      continue;
    }
    const TcpChannel::Moved read = co_await channel_.Read(input);
    if (read.error) co_return Ended(dialogue, read.error);
    received = read.size;
  }
}

Task<Reason> Conversation::Watch(Attempt& attempt) {
  attempt.EndBy(Clock::now() + options_.hold);
  std::array<char, 1> byte{};
  const TcpChannel::Moved read = co_await channel_.Read(byte);
  const bool stayed = !read.error || read.error == asio::error::operation_aborted;
  co_return stayed ? Reason::kSynAck : ReasonOfEnd(read.error);
}

}  // namespace reach::tcp
