// Checks names and passwords against bcrypt hashes, without holding up the loop.
// Thread: the server's loop; the hashing runs on a thread of its own. Owner: the gate.
#pragma once

#include <array>
#include <asio/thread_pool.hpp>
#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "exporter/net/task.h"

namespace reach::web {

class Passwords {
 public:
  Passwords();
  ~Passwords();  // waits for the hash under way

  // One hash takes about 0.2 s of a core (crypt(5), bcrypt): one at a time, and what was right once
  // is remembered. A name that nobody has takes as long as a wrong password.
  Task<bool> Check(asio::io_context& io, const std::map<std::string, std::string>& users,
                   std::string name, std::string password);

 private:
  using Digest = std::array<unsigned char, 32>;

  Task<bool> Compute(asio::io_context& io, std::string password, std::string hash);
  Digest DigestOf(const std::string& name, const std::string& hash,
                  const std::string& password) const;

  std::array<unsigned char, 32> secret_{};  // what is remembered says nothing without it
  std::set<Digest> right_;
  std::size_t waiting_ = 0;
  asio::thread_pool pool_{1};
};

}  // namespace reach::web
