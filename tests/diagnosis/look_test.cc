#include "exporter/diagnosis/look.h"

#include <gtest/gtest.h>

#include "exporter/config/config.h"
#include "exporter/probes/registry.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::diagnosis {
namespace {

Look LookOf(StateSet expect = {State::kOpen}, int confirm = 2) {
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = config::LoadModule("", "tcp", Probers());
  policy->timeout = std::chrono::seconds(4);
  policy->confirm = confirm;
  policy->expect.fill(expect);
  Look look;
  look.check.policy = std::move(policy);
  return look;
}

class LookAtTest : public testing::Test {
 protected:
  Sighting LookAtClosed(int confirm) {
    const test::ClosedTcpPort closed(io_);
    Look look = LookOf({State::kOpen}, confirm);
    look.where = closed.where();
    const auto looked = test::RunCoroutine(io_, LookAt(once_, look));
    return looked ? looked->sighting : Sighting();
  }

  asio::io_context io_{1};
  OneShot once_{io_, [](const std::string&, Family, const auto&) {}};
};

TEST_F(LookAtTest, AFailureIsTriedThreeTimes) { EXPECT_EQ(LookAtClosed(2).attempts, 3U); }

TEST_F(LookAtTest, ACheckThatIsNeverTriedTwiceIsNotHereEither) {
  EXPECT_EQ(LookAtClosed(0).attempts, 1U);
}

TEST_F(LookAtTest, NothingIsTriedOnceStopped) {
  once_.Stop();
  EXPECT_EQ(LookAtClosed(2).reason, Reason::kNotProbed);
}

}  // namespace
}  // namespace reach::diagnosis
