// How we are a TLS server: our certificate, which clients we let in, which versions we speak.
// Thread: one, the server's loop. Owner: the front.
#pragma once

#include <asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "exporter/config/web_config.h"

namespace reach::web {

// The context of connections from now on; those that are open keep theirs.
using TlsContext = std::shared_ptr<asio::ssl::context>;

// Reads the files that `config` names. Null, with what is wrong in `problem`, when one of them
// cannot be used.
TlsContext MakeTlsContext(const config::WebConfig& config, std::string& problem);

// The common name of the client's certificate when it was verified, "" otherwise: one that was only
// asked for proves nothing. A certificate without a common name is "certificate".
std::string VerifiedClient(SSL* connection);

}  // namespace reach::web
