#include "tests/support/discovering.h"

#include <asio/post.hpp>

#include "tests/support/config_text.h"
#include "tests/support/run_coroutine.h"

namespace reach::test {

Discovering::Discovering(bool watch)
    : discovery_(
          io_,
          [this](const Report& report) {
            const std::lock_guard lock(mutex_);
            reports_.push_back((report.bad ? "bad: " : "good: ") + report.message);
          },
          watch) {}

void Discovering::Start(std::string_view yaml) {
  discovery_.Start(std::make_shared<const config::Config>(LoadText(yaml)),
                   [this](const std::shared_ptr<const config::Config>& config) {
                     titles_.clear();
                     ++changes_;
                     for (const Check& check : config->checks) titles_ += Title(check) + " ";
                   });
}

bool Discovering::Become(const std::string& titles) {
  return RunUntil(io_, [&] { return titles_ == titles; });
}

bool Discovering::Turn(bool successful) {
  return RunUntil(io_, [&] {
    asio::post(io_, [] {});  // the status changes on another thread: look again and again
    const auto all = discovery_.status();
    return !all.empty() && all[0].successful == successful;
  });
}

std::vector<std::string> Discovering::reports() const {
  const std::lock_guard lock(mutex_);
  return reports_;
}

}  // namespace reach::test
