// What stands before the pages: TLS, the gate, the configured headers; follows the files that say
// so.
// Thread: the server's loop. Owner: the app, or a command.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/config/web_config.h"
#include "exporter/net/watched_file.h"
#include "exporter/web/gate.h"
#include "exporter/web/session.h"
#include "exporter/web/tls_server.h"

namespace reach::web {

class Front {
 public:
  Front(asio::io_context& io, Handler behind, Report report)
      : behind_(std::move(behind)), report_(std::move(report)), gate_(io) {}

  // The file of --web.config.file; "": none. Throws config::Faults. From then on it is read again
  // when it changes, and so are the certificates: a bad one changes nothing and is reported once.
  void Open(const std::string& path);

  // The file with the tokens of the probe API; "": none.
  void OpenTokens(const std::string& path);

  // Another path beside those behind.
  void Serve(std::string path, Handler handler) { paths_[std::move(path)] = std::move(handler); }

  Task<Response> Answer(Request& request);

  // Of the next connection; null: without TLS.
  TlsContext tls();

 private:
  struct Loaded {
    config::WebConfig config;
    TlsContext tls;
  };
  static Loaded Load(const std::string& path);
  void TakeIntoForce(Loaded loaded);
  void Follow();
  void FollowTokens();
  void Complain(const std::string& problem);

  Handler behind_;
  std::map<std::string, Handler> paths_;
  Report report_;
  Gate gate_;
  std::string path_;
  Loaded in_force_;
  std::vector<WatchedFile> watched_;
  std::string tokens_path_;
  std::optional<WatchedFile> tokens_;
  std::string complaint_;  // the last one
};

}  // namespace reach::web
