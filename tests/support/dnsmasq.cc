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

Dnsmasq::Dnsmasq(std::vector<std::string> options) : port_(FreePort()) {
  options.insert(options.begin(), {kProgram, "--no-daemon", "--conf-file=/dev/null", "--no-resolv",
                                   "--no-hosts", "--pid-file=", "--listen-address=127.0.0.1",
                                   "--bind-interfaces", "--port=" + std::to_string(port_)});
  pid_ = Spawn(options);
  try {
    if (pid_ < 0) throw std::runtime_error("fork failed");
    WaitUntilItListens();
  } catch (...) {
    Stop();
    throw;
  }
}

Dnsmasq::~Dnsmasq() { Stop(); }

void Dnsmasq::Stop() const {
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

// It binds UDP before it listens on TCP's side of the same address.
void Dnsmasq::WaitUntilItListens() const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  asio::io_context io;
  while (std::chrono::steady_clock::now() < deadline) {
    asio::ip::tcp::socket socket(io);
    std::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), port_}, error);
    if (!error) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  throw std::runtime_error("dnsmasq does not listen");
}

}  // namespace reach::test
