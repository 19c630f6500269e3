// Bytes to one HTTP request, without I/O: Boost.Beast's parser and the rules that it leaves to us.
// Thread: one connection. Owner: the session.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "exporter/web/http_limits.h"
#include "exporter/web/message.h"

namespace reach::web {

class RequestParser {
 public:
  explicit RequestParser(const HttpLimits& limits);
  ~RequestParser();

  // Returns how many bytes were used. Give the rest again, with more after it; after the end of the
  // message the rest belongs to the next one.
  std::size_t Put(std::string_view bytes);

  bool has_header() const;
  // The message is complete, or wrong: see status().
  bool finished() const;
  // 0, or the status that answers a wrong message: 400, 413, 414, 417, 431, 501.
  unsigned status() const;
  // The client waits for "100 Continue" before it sends the body (RFC 9110 10.1.1). True once.
  bool TakeContinue();
  // What is known of the message; with a status() perhaps only the version.
  Request Take();

 private:
  struct Beast;

  std::unique_ptr<Beast> beast_;
  unsigned status_ = 0;
  bool checked_ = false;
  bool wants_continue_ = false;

  void CheckHeader();
};

}  // namespace reach::web
