#include "exporter/web/passwords.h"

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <asio/async_result.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <memory>
#include <utility>

namespace reach::web {
namespace {

// Of no password: for names that nobody has. The cost is that of htpasswd -B by default, 10.
constexpr const char* kNobody = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
constexpr std::size_t kMaxRemembered = 1000;
// Guessing passwords must not pile up hours of work.
constexpr std::size_t kMaxWaiting = 100;

bool Matches(const std::string& password, const std::string& hash) {
  const auto data = std::make_unique<crypt_data>();
  const char* const made = crypt_r(password.c_str(), hash.c_str(), data.get());
  if (made == nullptr) return false;
  const std::string text(made);
  return text.size() == hash.size() && CRYPTO_memcmp(text.data(), hash.data(), hash.size()) == 0;
}

}  // namespace

Passwords::Passwords() { RAND_bytes(secret_.data(), static_cast<int>(secret_.size())); }

Passwords::~Passwords() { pool_.join(); }

Passwords::Digest Passwords::DigestOf(const std::string& name, const std::string& hash,
                                      const std::string& password) const {
  // The lengths keep parts apart: no two triples make one text.
  const std::string text = std::to_string(name.size()) + ":" + name + std::to_string(hash.size()) +
                           ":" + hash + password;
  Digest digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return digest;
}

Task<bool> Passwords::Compute(asio::io_context& io, std::string password, std::string hash) {
  constexpr asio::use_awaitable_t<Executor> kAwaitable;
  auto start = [this, &io, &password, &hash](auto handler) {
    auto done = std::make_shared<decltype(handler)>(std::move(handler));
    asio::post(pool_, [&io, done, password = std::move(password), hash = std::move(hash),
                       work = asio::make_work_guard(io)] {
      const bool matches = Matches(password, hash);
      asio::post(io, [done, matches] { std::move (*done)(matches); });
    });
  };
  co_return co_await asio::async_initiate<decltype(kAwaitable), void(bool)>(start, kAwaitable);
}

Task<bool> Passwords::Check(asio::io_context& io, const std::map<std::string, std::string>& users,
                            std::string name, std::string password) {
  const auto user = users.find(name);
  const bool known = user != users.end();
  const std::string hash = known ? user->second : kNobody;
  const Digest digest = DigestOf(name, hash, password);
  if (known && right_.contains(digest)) co_return true;
  if (waiting_ >= kMaxWaiting) co_return false;
  ++waiting_;
  const bool matches = co_await Compute(io, std::move(password), hash) && known;
  --waiting_;
  if (!matches) co_return false;
  if (right_.size() >= kMaxRemembered) right_.clear();
  right_.insert(digest);
  co_return true;
}

}  // namespace reach::web
