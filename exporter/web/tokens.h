// The bearer tokens of the probe API.
// Thread: the server's loop. Owner: the gate.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace reach::web {

// What is shorter could be guessed at the rate that the API allows.
inline constexpr std::size_t kLeastToken = 16;

class Tokens {
 public:
  Tokens() = default;
  // One a line; empty lines and those that begin with "#" do not count. A token that is too short
  // counts for nothing and is told in `problem` by its line.
  explicit Tokens(std::string_view text, std::string* problem = nullptr);

  bool empty() const { return users_.empty(); }

  // Of "Bearer TOKEN" (RFC 6750 2.1): what the caller is called, the same for the same token; ""
  // for a token that nobody has.
  std::string UserOf(std::string_view authorization) const;

 private:
  std::map<std::string, std::string> users_;  // by digest: comparing takes the same for all guesses
};

bool IsBearer(std::string_view authorization);

}  // namespace reach::web
