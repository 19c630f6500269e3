// A probe that connects by TCP and may then talk: all that comes before the talk, and after it.
// Thread: the shard's. Owner: the shard that made it.
#pragma once

#include "exporter/net/socket_origin.h"
#include "exporter/net/tcp_connect.h"
#include "exporter/probes/probe.h"

namespace reach::tcp {

enum class CloseMode : std::uint8_t { kAuto, kFin, kReset };

class ConnectingProbe : public Probe {
 public:
  Task<Observation> Run(Destination where, Attempt& attempt) override;

 protected:
  ConnectingProbe(SocketOrigin origin, CloseMode close, ProbeContext& context)
      : origin_(std::move(origin)), close_(close), context_(context) {}

  // The cheap check of a mere port needs no more than the handshake.
  virtual bool HasMoreToDo() const = 0;
  // Of an open connection, when the deadline comes before the first word.
  virtual Reason UnsaidReason() const { return Reason::kExpectTimeout; }
  // On the open connection: puts what became of it into `seen`. `polite`: the connection ends
  // politely after it. All outlives the talk.
  virtual Task<void> Converse(TcpSocket& socket, const Destination& where, Attempt& attempt,
                              bool polite, Observation& seen) = 0;

  static std::string HostOf(const Destination& where) {
    return where.host ? *where.host : ToString(where.address);
  }

 private:
  TcpSocket Open(Family family, int& error);
  Observation Fail(const Destination& where, int error, const std::optional<QueuedError>& queued);
  Observation Judge(const Destination& where, const Handshake& handshake);
  bool ClosesPolitely() const;
  void Reset(TcpSocket socket, Family family);

  SocketOrigin origin_;
  CloseMode close_;
  ProbeContext& context_;
};

}  // namespace reach::tcp
