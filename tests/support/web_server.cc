#include "tests/support/web_server.h"

#include <gtest/gtest.h>

#include <asio/post.hpp>
#include <chrono>
#include <future>

namespace reach::test {

WebServer::WebServer(web::Handler handler, const web::HttpLimits& limits,
                     const std::string& address)
    : server_(std::make_unique<web::Server>(
          io_, std::move(handler), limits,
          [this](std::string_view problem) { reports_.emplace_back(problem); })) {
  const auto problem = server_->Listen(address);
  EXPECT_FALSE(problem) << *problem;
  if (!problem) port_ = server_->endpoints().front().port();
  thread_ = std::thread([this] { io_.run(); });
}

WebServer::~WebServer() {
  OnLoop([this] { server_.reset(); });
  work_.reset();
  io_.stop();
  thread_.join();
}

void WebServer::OnLoop(const std::function<void()>& work) {
  std::promise<void> done;
  asio::post(io_, [&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

std::size_t WebServer::connections() {
  std::size_t count = 0;
  OnLoop([&] { count = server_->connections(); });
  return count;
}

void WebServer::Stop() {
  OnLoop([this] { server_->Stop(); });
}

std::vector<std::string> WebServer::reports() {
  std::vector<std::string> copy;
  OnLoop([&] { copy = reports_; });
  return copy;
}

Task<web::Response> Echo(const web::Request& request) {
  co_return web::TextResponse(200, request.method + " " + request.path);
}

bool Eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace reach::test
