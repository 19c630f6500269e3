// What happens on a connection once it is open: TLS, the dialogue, a watch for an early end.
// Thread: that of the shard. Owner: the attempt's coroutine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "exporter/core/facts.h"
#include "exporter/net/tcp_channel.h"
#include "exporter/probes/probe.h"
#include "exporter/probes/tcp/dialogue.h"
#include "exporter/probes/tcp/tcp_options.h"

namespace reach::tcp {

class Conversation {
 public:
  // `host`: whose certificate is expected. All but it outlives the conversation.
  Conversation(const Options& options, TcpSocket& socket, std::string host)
      : options_(options), channel_(socket), host_(std::move(host)) {}

  // What became of it; kSynAck when there is nothing to say.
  Task<Reason> Run(Attempt& attempt);

  std::shared_ptr<const Facts> facts() const { return facts_; }  // null without TLS
  void SayGoodbye() { channel_.SayGoodbye(); }

 private:
  // nullopt: go on, inside TLS.
  Task<std::optional<Reason>> Secure();
  Task<Reason> Talk();
  Task<Reason> Watch(Attempt& attempt);

  const Options& options_;
  TcpChannel channel_;
  std::string host_;
  std::shared_ptr<const Facts> facts_;
};

}  // namespace reach::tcp
