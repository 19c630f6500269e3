#include "tests/support/dnsmasq.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace reach::test {
namespace {

constexpr char kProgram[] = "/usr/sbin/dnsmasq";

// Free for TCP and UDP alike at this moment.
std::uint16_t FreePort() {
  asio::io_context io;
  const auto loopback = asio::ip::address_v4::loopback();
  for (int i = 0; i < 100; ++i) {
    const asio::ip::tcp::acceptor acceptor(io, {loopback, 0});
    const std::uint16_t port = acceptor.local_endpoint().port();
    asio::ip::udp::socket socket(io, asio::ip::udp::v4());
    std::error_code error;
    socket.bind({loopback, port}, error);
    if (!error) return port;
  }
  throw std::runtime_error("no free port");
}

pid_t Spawn(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves nothing behind
  const int null = open("/dev/null", O_RDWR);
  dup2(null, STDOUT_FILENO);
  dup2(null, STDERR_FILENO);
  execv(pointers.front(), pointers.data());
  _exit(127);
}

}  // namespace

bool Dnsmasq::Installed() { return std::filesystem::exists(kProgram); }

Dnsmasq::Dnsmasq(const std::vector<std::string>& options) {
  constexpr int kTries = 5;  // somebody else may get the port before dnsmasq has bound it
  for (int i = 0; i < kTries; ++i) {
    port_ = FreePort();
    std::vector<std::string> arguments = {kProgram,
                                          "--no-daemon",
                                          "--conf-file=/dev/null",
                                          "--no-resolv",
                                          "--no-hosts",
                                          "--pid-file=",
                                          "--listen-address=127.0.0.1",
                                          "--bind-interfaces",
                                          "--port=" + std::to_string(port_)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    pid_ = Spawn(arguments);
    if (ListensInTime()) return;
    Stop();
  }
  throw std::runtime_error("dnsmasq does not listen");
}

Dnsmasq::~Dnsmasq() { Stop(); }

void Dnsmasq::Stop() {
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

bool Dnsmasq::Runs() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
  return pid_ > 0;
}

// It binds UDP before it listens on TCP's side of the same address.
bool Dnsmasq::ListensInTime() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  asio::io_context io;
  while (Runs() && std::chrono::steady_clock::now() < deadline) {
    asio::ip::tcp::socket socket(io);
    std::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), port_}, error);
    if (!error) return Runs();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace reach::test
