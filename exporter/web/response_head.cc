#include "exporter/web/response_head.h"

#include <array>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <ctime>

namespace reach::web {
namespace {

namespace http = boost::beast::http;

// RFC 9110 5.6.7.
std::string HttpDate(std::chrono::system_clock::time_point now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts = {};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

}  // namespace

std::string ResponseHead(const Response& response, int version, bool keep_alive,
                         std::chrono::system_clock::time_point now) {
  http::response<http::empty_body> message;
  message.version(static_cast<unsigned>(version));
  message.result(response.status);
  message.set(http::field::date, HttpDate(now));
  message.set(http::field::content_type, response.content_type);
  if (!response.source) {
    message.content_length(response.body.size());
  } else if (version >= 11) {
    message.chunked(true);
  }
  message.keep_alive(keep_alive);
  for (const auto& [name, value] : response.headers) message.insert(name, value);

  http::response_serializer<http::empty_body> serializer(message);
  serializer.split(true);  // without the last chunk, which is the sender's
  std::string head;
  boost::beast::error_code error;
  while (!serializer.is_header_done() && !error) {
    serializer.next(error, [&](boost::beast::error_code&, const auto& buffers) {
      std::size_t size = 0;
      for (const boost::asio::const_buffer buffer : boost::beast::buffers_range(buffers)) {
        head.append(static_cast<const char*>(buffer.data()), buffer.size());
        size += buffer.size();
      }
      serializer.consume(size);
    });
  }
  return head;
}

}  // namespace reach::web
