// Who may ask: the users of the web configuration, and what each route asks for beyond that.
// Thread: the server's loop. Owner: the app.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "exporter/net/task.h"
#include "exporter/web/message.h"
#include "exporter/web/passwords.h"
#include "exporter/web/tokens.h"

namespace reach::web {

class Gate {
 public:
  explicit Gate(asio::io_context& io) : io_(io) {}

  // The users from now on; none: everybody may look.
  void Admit(std::map<std::string, std::string> users) { users_ = std::move(users); }

  // Beside the users, those who may use the probe API.
  void AdmitTokens(Tokens tokens) { tokens_ = std::move(tokens); }

  // Nothing when the request may go on, with Request::user set; else the answer: 401 with a
  // challenge (RFC 7617, RFC 6750). With users configured every path asks for one, as in the
  // exporter-toolkit; the probe API takes a token instead.
  Task<std::optional<Response>> Stop(Request& request);

 private:
  asio::io_context& io_;
  std::map<std::string, std::string> users_;
  Tokens tokens_;
  Passwords passwords_;
};

// The name and password of "Basic ..."; nullopt for anything else.
struct Credentials {
  std::string name;
  std::string password;
};
std::optional<Credentials> ParseBasic(std::string_view authorization);

}  // namespace reach::web
