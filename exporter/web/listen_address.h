// The text of a listen address as the endpoints to bind.
// Thread: pure functions. Owner: none.
#pragma once

#include <asio/ip/tcp.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace reach::web {

struct ListenEndpoint {
  asio::ip::tcp::endpoint endpoint;
  bool dual_stack = false;  // an IPv6 wildcard that takes IPv4 too
  bool optional = false;    // the host may lack this family, as long as another one works
};

// ":10836" and "[::]:10836" are all addresses of both families, "localhost:10836" is 127.0.0.1 and
// ::1, otherwise an address: "127.0.0.1:10836", "[::1]:10836". Other names are not resolved:
// nothing.
std::optional<std::vector<ListenEndpoint>> ParseListenAddress(std::string_view text);

}  // namespace reach::web
