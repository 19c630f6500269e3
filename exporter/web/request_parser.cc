#include "exporter/web/request_parser.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

namespace reach::web {

namespace http = boost::beast::http;

struct RequestParser::Beast {
  http::request_parser<http::string_body> parser;
};

namespace {

std::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

unsigned StatusOf(const boost::beast::error_code& error, std::string_view bytes) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) {
    const bool has_request_line = bytes.find("\r\n") != std::string_view::npos;
    return has_request_line ? 431 : 414;
  }
  return 400;
}

// "http://host/path?query" is as good as "/path?query" (RFC 9112 3.2.2).
std::string_view WithoutAuthority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t path = target.find_first_of("/?");
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

}  // namespace

RequestParser::RequestParser(const HttpLimits& limits) : beast_(std::make_unique<Beast>()) {
  beast_->parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  beast_->parser.body_limit(limits.body_bytes);
  beast_->parser.eager(true);
}

RequestParser::~RequestParser() = default;

std::size_t RequestParser::Put(std::string_view bytes) {
  if (finished()) return 0;
  boost::beast::error_code error;
  const std::size_t used =
      beast_->parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error && error != http::error::need_more) {
    status_ = StatusOf(error, bytes);
  } else if (has_header() && !checked_) {
    CheckHeader();
  }
  return used;
}

bool RequestParser::has_header() const { return beast_->parser.is_header_done(); }
bool RequestParser::finished() const { return status_ != 0 || beast_->parser.is_done(); }
unsigned RequestParser::status() const { return status_; }

// What RFC 9112 asks of a server and Beast does not check: exactly one Host on 1.1 (3.2), no
// transfer coding that hides where the message ends (6.1, 6.3), and an expectation that we know.
void RequestParser::CheckHeader() {
  checked_ = true;
  const auto& message = beast_->parser.get();
  const std::size_t hosts = message.count(http::field::host);
  const bool is_11 = message.version() == 11;
  if (hosts > 1 || (is_11 && hosts == 0)) status_ = 400;
  if (message.count(http::field::transfer_encoding) > 0) {
    if (!is_11) status_ = 400;
    if (!beast_->parser.chunked()) status_ = 501;
  }
  const auto expect = message.find(http::field::expect);
  if (!is_11 || expect == message.end()) return;
  if (boost::beast::iequals(expect->value(), "100-continue")) {
    wants_continue_ = true;
  } else {
    status_ = 417;
  }
}

bool RequestParser::TakeContinue() {
  if (!wants_continue_ || finished()) return false;
  wants_continue_ = false;
  return true;
}

Request RequestParser::Take() {
  auto& message = beast_->parser.get();
  Request request;
  request.version = message.version() == 10 ? 10 : 11;
  request.method = std::string(View(message.method_string()));
  const std::string_view target = WithoutAuthority(View(message.target()));
  const std::size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
  for (const auto& field : message) {
    request.headers.emplace_back(View(field.name_string()), View(field.value()));
  }
  request.keep_alive = status_ == 0 && message.keep_alive();
  request.body = std::move(message.body());
  return request;
}

}  // namespace reach::web
