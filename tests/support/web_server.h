// A real web server on a free port of loopback, with its loop on a thread of its own.
// Thread: the test's; what it hands over runs on the loop. Owner: the test.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "exporter/web/server.h"

namespace reach::test {

class WebServer {
 public:
  explicit WebServer(web::Handler handler, const web::HttpLimits& limits = {},
                     const std::string& address = "127.0.0.1:0");
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  asio::io_context& io() { return io_; }
  std::uint16_t port() const { return port_; }
  std::size_t connections();
  void Stop();
  std::vector<std::string> reports();

  // Runs on the loop and waits for the end.
  void OnLoop(const std::function<void()>& work);

 private:
  asio::io_context io_{1};
  std::vector<std::string> reports_;
  std::unique_ptr<web::Server> server_;
  std::uint16_t port_ = 0;
  asio::executor_work_guard<Executor> work_{io_.get_executor()};
  std::thread thread_;
};

// Answers every path with "METHOD path\n".
Task<web::Response> Echo(const web::Request& request);

// Asks again and again until it holds; false after ten seconds.
bool Eventually(const std::function<bool()>& condition);

}  // namespace reach::test
