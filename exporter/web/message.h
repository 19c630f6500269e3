// An HTTP request and a response as values.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/net/task.h"

namespace reach::web {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET"; a method that HTTP does not know is kept as it came
  std::string path;    // "/metrics", without query
  std::string query;   // "a=b", without the question mark
  Headers headers;
  std::string body;
  int version = 11;            // 10 or 11
  bool keep_alive = false;     // what the client asks for
  bool from_loopback = false;  // by the address of the TCP peer, never by a header
  Address peer;                // likewise
  std::string user;            // who has proved to be one; "" for nobody

  // All values of a header joined by commas (RFC 9110 5.3), "" without one. Case is ignored.
  std::string Header(std::string_view name) const;
};

// A body that is made while it is sent, piece by piece.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // The next piece, valid until the next call; empty: that was all.
  virtual std::string_view Next() = 0;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  Headers headers;                       // beside Content-Type, Content-Length, Connection and Date
  std::shared_ptr<BodySource> source{};  // in place of `body`, where the length is not known ahead
};

// A plain text answer of one sentence.
Response TextResponse(unsigned status, std::string_view sentence);

// The answer to a request that cannot be served as HTTP, with a sentence that says why.
Response Refusal(unsigned status);

// The request outlives the task.
using Handler = std::function<Task<Response>(Request&)>;

}  // namespace reach::web
