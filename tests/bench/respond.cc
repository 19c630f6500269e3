#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <vector>

#include "tests/bench/commands.h"
#include "tests/bench/descriptor.h"
#include "tests/bench/packet.h"

namespace reach::bench {
namespace {

using Clock = std::chrono::steady_clock;

// The kernel wakes a sleeper late by about this much; the rest is waited for by spinning.
constexpr auto kSpin = std::chrono::microseconds(300);

Descriptor OpenTun(const std::string& name) {
  Descriptor tun(Checked(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "/dev/net/tun"));
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  name.copy(request.ifr_name, sizeof request.ifr_name - 1);
  Checked(::ioctl(tun.get(), TUNSETIFF, &request), "TUNSETIFF " + name);
  return tun;
}

class Responder {
 public:
  Responder(const std::string& name, std::chrono::microseconds delay)
      : tun_(OpenTun(name)), delay_(delay) {}

  void Run() {
    std::printf("ready\n");
    std::fflush(stdout);
    while (Wait()) {
      ReadAll();
      WriteDue();
    }
    Report();
  }

 private:
  struct Pending {
    Clock::time_point due;
    Packet packet;
  };

  // False at the end of the input: the parent has gone or wants the report.
  bool Wait() {
    const auto now = Clock::now();
    const auto left = pending_.empty() ? std::chrono::nanoseconds(std::chrono::seconds(1))
                                       : pending_.front().due - now - kSpin;
    std::array<pollfd, 2> fds = {pollfd{tun_.get(), POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
    timespec time{};
    time.tv_nsec = std::clamp<long>(static_cast<long>(left.count()), 0, 999'999'999);
    ::ppoll(fds.data(), fds.size(), &time, nullptr);
    return fds[1].revents == 0;
  }

  void ReadAll() {
    constexpr int kBatch = 16;  // so that what is due does not wait for long
    std::array<std::uint8_t, 2048> bytes;
    for (int i = 0; i < kBatch; ++i) {
      const ssize_t size = ::read(tun_.get(), bytes.data(), bytes.size());
      if (size <= 0) return;
      const auto answer = AnswerTo({bytes.data(), static_cast<std::size_t>(size)});
      if (answer) pending_.push_back({Clock::now() + delay_, *answer});
    }
  }

  void WriteDue() {
    while (!pending_.empty() && pending_.front().due <= Clock::now()) {
      const auto late = Clock::now() - pending_.front().due;
      const Packet& packet = pending_.front().packet;
      if (::write(tun_.get(), packet.data(), packet.size()) < 0) ++lost_;
      late_us_.push_back(std::chrono::duration<float, std::micro>(late).count());
      pending_.pop_front();
    }
  }

  float Late(double quantile) {
    if (late_us_.empty()) return 0;
    std::sort(late_us_.begin(), late_us_.end());
    return late_us_[static_cast<std::size_t>(quantile * static_cast<double>(late_us_.size() - 1))];
  }

  void Report() {
    std::printf("%zu %.1f %.1f\n", late_us_.size() - lost_, double{Late(0.5)}, double{Late(0.99)});
  }

  Descriptor tun_;
  std::chrono::microseconds delay_;
  std::deque<Pending> pending_;  // all wait equally long: in the order of their time
  std::vector<float> late_us_;
  std::size_t lost_ = 0;
};

}  // namespace

void Respond(const std::string& name, std::chrono::microseconds delay) {
  Responder(name, delay).Run();
}

}  // namespace reach::bench
