// One client connection: reads requests, has them answered, writes the responses.
// Thread: the server's loop. Owner: the server, until Run() ends.
#pragma once

#include <algorithm>
#include <array>
#include <asio/buffer.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/write.hpp>
#include <charconv>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "exporter/core/clock.h"
#include "exporter/net/endpoint.h"
#include "exporter/net/task.h"
#include "exporter/web/http_limits.h"
#include "exporter/web/message.h"
#include "exporter/web/request_parser.h"
#include "exporter/web/response_head.h"
#include "exporter/web/tls_server.h"

namespace reach::web {

// Tells what went wrong in the exporter itself, for the log.
using Report = std::function<void(std::string_view problem)>;

class Connection {
 public:
  virtual ~Connection() = default;
  // Ends at once when no request is under way, else after its answer, within HttpLimits::stop.
  virtual void Stop() = 0;
  // Since when no request is under way; none while one is, or after Stop().
  virtual std::optional<TimePoint> idle_since() const = 0;
};

// What all sessions of a server share.
struct Service {
  Handler handler;
  HttpLimits limits;
  Report report;
};

// The stream is a TcpSocket, or something like it on top of one. One deadline runs at any time;
// when it passes, the operation under way is cancelled and the session decides what that means.
template <typename Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(Stream stream, std::shared_ptr<const Service> service)
      : stream_(std::move(stream)), timer_(stream_.get_executor()), service_(std::move(service)) {
    std::error_code error;
    const auto peer = stream_.lowest_layer().remote_endpoint(error);
    if (!error) peer_ = Plain(FromAsio(peer.address()));
  }

  Task<void> Run() {
    bool keep = co_await Open();
    while (keep && !stopping_) {
      RequestParser parser(limits());
      if (!co_await Receive(parser)) co_return;
      Request request = parser.Take();
      request.peer = peer_;
      request.from_loopback = IsLoopback(peer_);
      request.user = client_;
      Response response;
      if (wrong_ != 0) {  // not ?:, whose temporaries g++ 12 frees twice around an await
        response = Refusal(wrong_);
      } else {
        response = co_await Answer(request);
      }
      const bool end_marks_end = response.source && request.version < 11;
      keep = wrong_ == 0 && request.keep_alive && !end_marks_end && !stopping_;
      if (!co_await Send(request, response, keep)) co_return;
    }
    co_await Linger();
  }

  void Stop() override {
    stopping_ = true;
    if (idle_) {
      Expire();
    } else if (timer_.expiry() != TimePoint::max()) {
      Arm(limits().stop);
    }
  }

  std::optional<TimePoint> idle_since() const override {
    if (!idle_ || stopping_) return std::nullopt;
    return idle_since_;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{256} * 1024;

  const HttpLimits& limits() const { return service_->limits; }

  void Expire() {
    expired_ = true;
    std::error_code ignored;
    stream_.lowest_layer().cancel(ignored);
  }

  void Arm(Duration limit) {
    expired_ = false;
    timer_.expires_after(stopping_ ? std::min(limit, limits().stop) : limit);
    timer_.async_wait([weak = this->weak_from_this()](std::error_code error) {
      const auto self = weak.lock();
      // A wait that was due when the timer was moved still reports success.
      if (error || !self || self->timer_.expiry() > Clock::now()) return;
      self->Expire();
    });
  }

  void Disarm() { timer_.expires_at(TimePoint::max()); }

  // False: the client left, or nothing came. True: `wrong_` or a request is there.
  Task<bool> Receive(RequestParser& parser) {
    idle_ = unread_.empty();
    idle_since_ = Clock::now();
    bool in_body = false;
    Arm(idle_ ? limits().idle : limits().header);
    for (;;) {
      unread_.erase(0, parser.Put(unread_));
      wrong_ = parser.status();
      if (parser.finished()) break;
      if (parser.TakeContinue() && !co_await Write("HTTP/1.1 100 Continue\r\n\r\n"))
        co_return false;
      if (parser.has_header() && !std::exchange(in_body, true)) Arm(limits().body);
      if (!co_await Read()) {
        if (!expired_ || idle_ || stopping_) co_return false;
        wrong_ = 408;
        break;
      }
      if (std::exchange(idle_, false)) Arm(limits().header);
    }
    Disarm();
    co_return true;
  }

  static constexpr bool kTls = !std::is_same_v<Stream, TcpSocket>;

  // The TLS handshake, within the time of a header. False: there is nobody to talk to.
  Task<bool> Open() {
    if constexpr (kTls) {
      idle_ = true;  // who says nothing may be ended for another
      idle_since_ = Clock::now();
      Arm(limits().header);
      const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kTuple);
      Disarm();
      idle_ = false;
      if (error || expired_) {
        silent_ = true;
        co_return false;
      }
      client_ = VerifiedClient(stream_.native_handle());
    }
    co_return true;
  }

  Task<Response> Answer(Request& request) {
    std::string problem = "an exception without a text";
    try {
      co_return co_await service_->handler(request);
    } catch (const std::exception& error) {
      problem = error.what();
    } catch (...) {  // a handler's bug must not end the daemon
    }
    service_->report("web: " + request.path + ": " + problem);
    co_return TextResponse(500, "An error in the exporter; its log has the details.");
  }

  Task<bool> Send(const Request& request, const Response& response, bool keep) {
    std::string head =
        ResponseHead(response, request.version, keep, std::chrono::system_clock::now());
    if (response.source && request.method != "HEAD") {
      co_return co_await SendPieces(std::move(head), *response.source, request.version >= 11);
    }
    std::string_view body = response.body;
    if (request.method == "HEAD") body = {};
    const std::string_view first = body.substr(0, kPiece);  // a small answer is one packet
    head += first;
    if (!co_await Write(head)) co_return false;
    co_return co_await Write(body.substr(first.size()));
  }

  // Chunks are framed as in RFC 9112 7.1.
  Task<bool> SendPieces(std::string head, BodySource& source, bool chunked) {
    std::string_view piece;
    do {
      piece = source.Next();
      if (chunked) head += ChunkSize(piece.size());
      Arm(limits().write);
      const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head),
                                                         asio::buffer(piece.data(), piece.size())};
      const auto [error, size] = co_await asio::async_write(stream_, buffers, kTuple);
      if (error || expired_) co_return false;
      head = chunked ? "\r\n" : "";
    } while (!piece.empty());
    co_return !chunked || co_await Write(head);
  }

  // In pieces, each with its own deadline: a large answer may take long, a stalled reader may not.
  Task<bool> Write(std::string_view bytes) {
    while (!bytes.empty()) {
      Arm(limits().write);
      const std::string_view piece = bytes.substr(0, kPiece);
      const auto [error, size] =
          co_await asio::async_write(stream_, asio::buffer(piece.data(), piece.size()), kTuple);
      if (error || expired_) co_return false;
      bytes.remove_prefix(size);
    }
    co_return true;
  }

  static std::string ChunkSize(std::size_t size) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size, 16).ptr;
    return std::string(digits.data(), end) + "\r\n";
  }

  Task<bool> Read() {
    if (expired_) co_return false;
    std::array<char, 4096> bytes;
    const auto [error, size] = co_await stream_.async_read_some(asio::buffer(bytes), kTuple);
    unread_.append(bytes.data(), size);
    co_return !error;
  }

  // Closing with unread bytes resets the connection, and the reset may overtake the answer. So the
  // client is told the end and gets a moment to read and close first (RFC 9112 9.6).
  Task<void> Linger() {
    std::error_code ignored;
    if constexpr (kTls) {
      if (silent_) co_return;
      Arm(limits().linger);
      co_await stream_.async_shutdown(kTuple);
    }
    stream_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    Arm(limits().linger);
    std::size_t drained = unread_.size();
    while (drained < kPiece && co_await Read()) {
      drained += unread_.size();
      unread_.clear();
    }
    Disarm();
  }

  Stream stream_;
  Timer timer_;
  std::shared_ptr<const Service> service_;
  std::string unread_;  // received and not yet used
  unsigned wrong_ = 0;  // status that answers a wrong request
  bool idle_ = false;   // waits for the first byte of a request
  TimePoint idle_since_;
  bool expired_ = false;
  bool stopping_ = false;
  bool silent_ = false;  // without a handshake there is no end to tell
  Address peer_;
  std::string client_;  // by its certificate
};

}  // namespace reach::web
