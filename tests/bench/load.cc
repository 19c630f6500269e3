#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "tests/bench/commands.h"
#include "tests/bench/descriptor.h"

namespace reach::bench {
namespace {

using Clock = std::chrono::steady_clock;

// The answer is whole: by Content-Length, or by the last chunk. One answer is under way at a time.
bool IsWhole(std::string_view answer) {
  constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string_view::npos) return false;
  const std::size_t at = answer.find(kLength);
  if (at == std::string_view::npos || at > head) return answer.ends_with("0\r\n\r\n");
  const std::size_t body = std::stoul(std::string(answer.substr(at + kLength.size(), 12)));
  return answer.size() >= head + 4 + body;
}

class Driver {
 public:
  explicit Driver(const Load& load)
      : load_(load),
        epoll_(Checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        clients_(load.connections) {}

  void Run() {
    for (std::uint32_t i = 0; i < clients_.size(); ++i) Connect(i);
    const auto end = Clock::now() + load_.length;
    std::array<epoll_event, 256> events{};
    while (Clock::now() < end) {
      const int count = ::epoll_wait(epoll_.get(), events.data(), events.size(), 50);
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        Serve(event.data.u32, event.events);
      }
    }
    std::printf("%zu %zu\n", probes_, successes_);
  }

 private:
  struct Client {
    Descriptor socket;
    std::string answer;
    bool asked = false;
  };

  void Connect(std::uint32_t number) {
    Client& client = clients_[number];
    client = {TcpSocket(), "", false};
    ConnectLocal(client.socket, load_.exporter);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.u32 = number;
    Checked(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client.socket.get(), &event), "epoll_ctl");
  }

  void Serve(std::uint32_t number, std::uint32_t events) {
    Client& client = clients_[number];
    if (!client.asked && (events & EPOLLOUT) != 0) Ask(client);
    if ((events & EPOLLIN) == 0) return;
    std::array<char, 16384> bytes;
    ssize_t size = 0;
    while ((size = ::read(client.socket.get(), bytes.data(), bytes.size())) > 0) {
      client.answer.append(bytes.data(), static_cast<std::size_t>(size));
    }
    if (size == 0) return Connect(number);
    if (!IsWhole(client.answer)) return;
    ++probes_;
    if (client.answer.find("\nprobe_success 1") != std::string::npos) ++successes_;
    client.answer.clear();
    Ask(client);
  }

  // A request is smaller than any socket buffer.
  void Ask(Client& client) {
    client.asked = true;
    const std::size_t host = next_++ % load_.hosts;
    const std::string request = "GET /probe?module=" + load_.module + "&target=127.1." +
                                std::to_string(host / 250) + "." + std::to_string(1 + host % 250) +
                                ":" + std::to_string(load_.target) +
                                " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    Checked(static_cast<int>(::write(client.socket.get(), request.data(), request.size())),
            "write");
  }

  const Load& load_;
  Descriptor epoll_;
  std::vector<Client> clients_;
  std::size_t next_ = 0;
  std::size_t probes_ = 0;
  std::size_t successes_ = 0;
};

}  // namespace

void Drive(const Load& load) { Driver(load).Run(); }

}  // namespace reach::bench
