#include "exporter/service_manager.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/notify_listener.h"

namespace reach {
namespace {

using std::chrono::microseconds;

constexpr long kOwnPid = 4711;

class ServiceManagerTest : public testing::Test {
 protected:
  ServiceEnvironment Environment(std::string watchdog_usec = "") const {
    return {manager_.address(), std::move(watchdog_usec), ""};
  }
  ServiceManager Link(const ServiceEnvironment& environment) {
    return {io_, environment, [this](std::string_view what) { troubles_.emplace_back(what); }};
  }

  asio::io_context io_;
  test::NotifyListener manager_;
  std::vector<std::string> troubles_;
};

TEST_F(ServiceManagerTest, ReadyReloadingReadyAgainAndStoppingAreSaidInTheirOrder) {
  ServiceManager link = Link(Environment());
  link.Ready();
  EXPECT_EQ(manager_.Receive(), "READY=1\nSTATUS=probing");
  link.Reloading();
  link.Reloaded("");
  EXPECT_EQ(manager_.Receive().substr(0, 27), "RELOADING=1\nMONOTONIC_USEC=");
  EXPECT_EQ(manager_.Receive(), "READY=1\nSTATUS=probing");
  link.Stopping();
  EXPECT_EQ(manager_.Receive().substr(0, 10), "STOPPING=1");
  EXPECT_TRUE(troubles_.empty());
}

TEST_F(ServiceManagerTest, AReloadSaysWhenItBeganInMicrosecondsOfTheMonotonicClock) {
  ServiceManager link = Link(Environment());
  const auto now = [] { return Clock::now().time_since_epoch() / microseconds(1); };
  const auto before = now();
  link.Reloading();
  const std::string said = manager_.Receive();
  const auto when = std::stoll(said.substr(said.rfind('=') + 1));
  EXPECT_GE(when, before);
  EXPECT_LE(when, now());
}

TEST_F(ServiceManagerTest, ARefusedConfigurationIsReadyAgainWithItsFirstFaultAsStatus) {
  Link(Environment()).Reloaded("reach.yml:3: targets: unknown key\nreach.yml:4: more");
  EXPECT_EQ(manager_.Receive(),
            "READY=1\nSTATUS=configuration refused, the old one is kept: "
            "reach.yml:3: targets: unknown key");
}

TEST_F(ServiceManagerTest, TheWatchdogIsFedByTheLoopAndNoMoreAfterStopping) {
  ServiceManager link = Link(Environment("2000"));
  link.Ready();
  EXPECT_EQ(manager_.Receive(), "READY=1\nSTATUS=probing");
  EXPECT_EQ(manager_.Receive(), "WATCHDOG=1");
  io_.run_one();
  EXPECT_EQ(manager_.Receive(), "WATCHDOG=1");
  io_.run_one();
  EXPECT_EQ(manager_.Receive(), "WATCHDOG=1");
  link.Stopping();
  manager_.Receive();
  io_.run();  // ends: nothing is waited for any more
  EXPECT_EQ(manager_.Receive(), "");
}

TEST_F(ServiceManagerTest, WithoutAWatchdogNothingIsDue) {
  ServiceManager link = Link(Environment());
  link.Ready();
  EXPECT_EQ(io_.run(), 0u);
}

TEST_F(ServiceManagerTest, AManagerThatCannotBeToldIsReportedOnce) {
  ServiceManager link = Link({"/nonexistent/notify", "", ""});
  link.Ready();
  link.Stopping();
  ASSERT_EQ(troubles_.size(), 1u);
  EXPECT_EQ(troubles_[0], "the service manager cannot be told: No such file or directory");
}

TEST_F(ServiceManagerTest, WithoutAManagerNothingIsSaid) {
  ServiceManager link = Link({"", "2000", ""});
  link.Ready();
  link.Stopping();
  EXPECT_EQ(io_.run(), 0u);
  EXPECT_TRUE(troubles_.empty());
}

TEST(WatchdogIntervalTest, IsHalfOfWhatTheManagerWaits) {
  EXPECT_EQ(WatchdogInterval({"", "30000000", ""}, kOwnPid), std::chrono::seconds(15));
}

TEST(WatchdogIntervalTest, IsMeantForTheProcessThatIsNamed) {
  EXPECT_TRUE(WatchdogInterval({"", "30000000", "4711"}, kOwnPid));
  EXPECT_FALSE(WatchdogInterval({"", "30000000", "1"}, kOwnPid));
  EXPECT_FALSE(WatchdogInterval({"", "30000000", "4711x"}, kOwnPid));
}

TEST(WatchdogIntervalTest, IsAbsentForWhatIsNoTime) {
  for (const char* text : {"", "0", "-5", "30s", "99999999999999999999"}) {
    EXPECT_FALSE(WatchdogInterval({"", text, ""}, kOwnPid)) << text;
  }
}

}  // namespace
}  // namespace reach
