// The watch with its own thread, and controls on loopback.
#include "exporter/engine/online_watch.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

#include "exporter/probes/registry.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

constexpr std::string_view kTarget =
    "targets: [{name: t, host: 192.0.2.1, checks: [{module: tcp, port: 1}]}]\n";

config::Config Load(const std::string& control, std::string_view targets = kTarget) {
  const test::TempFile file("control: " + control + "\n" + std::string(targets), ".yml");
  return config::LoadConfig(file.path(), Probers());
}

// A closed port: nobody listens on 1, and its refusal is an answer.
const std::string kRefusing = "{lan: [\"127.0.0.1:1\"], internet: off}";

class OnlineWatchTest : public testing::Test {
 protected:
  OnlineWatchTest() { watch_.Start(); }

  OnlineStatus Status(Scope scope) const {
    return watch_.statuses()[static_cast<std::size_t>(scope)];
  }

  // True when the controls were asked; returns after their word.
  bool Ask(Path path, Duration fresh = {}) {
    std::promise<void> done;
    if (!watch_.Ask(path, fresh, [&done] { done.set_value(); })) return false;
    done.get_future().wait();
    return true;
  }

  OnlineWatch watch_{[](std::string, Family, std::function<void(const NameAnswer&)> done) {
                       NameAnswer answer;
                       answer.failure = DnsAnswer::kTimeout;
                       done(answer);
                     },
                     {}};
};

TEST_F(OnlineWatchTest, RefusalOfAControlIsAnAnswer) {
  watch_.Apply(Load(kRefusing));
  EXPECT_TRUE(Ask(Path::kLan));
  EXPECT_EQ(Status(Scope::kLan).online, Online::kYes);
  EXPECT_EQ(Status(Scope::kInternet).online, Online::kUnknown);
  EXPECT_FALSE(watch_.IsOffline(Path::kInternet));
}

TEST_F(OnlineWatchTest, VerdictThatIsFreshEnoughIsNotAskedAgain) {
  watch_.Apply(Load(kRefusing));
  EXPECT_TRUE(Ask(Path::kLan));
  EXPECT_FALSE(Ask(Path::kLan, std::chrono::hours(1)));
  EXPECT_TRUE(Ask(Path::kLan));
}

TEST_F(OnlineWatchTest, LocalChecksAskNobody) {
  watch_.Apply(Load(kRefusing));
  EXPECT_FALSE(Ask(Path::kLocal));
}

TEST_F(OnlineWatchTest, WithoutControlsNobodyIsAskedAndNothingIsKnown) {
  watch_.Apply(Load("{lan: off, internet: off}"));
  EXPECT_FALSE(Ask(Path::kInternet));
  EXPECT_EQ(watch_.statuses(), OnlineStatuses());
}

TEST_F(OnlineWatchTest, SameControlsAgainKeepSinceWhenItIsOnline) {
  watch_.Apply(Load(kRefusing));
  EXPECT_TRUE(Ask(Path::kLan));
  const OnlineStatus before = Status(Scope::kLan);
  watch_.Apply(Load(kRefusing));
  EXPECT_TRUE(Ask(Path::kLan)) << "a second later, as rounds keep their distance";
  EXPECT_EQ(Status(Scope::kLan), before);
}

TEST_F(OnlineWatchTest, ControlsThatAreTakenAwayLeaveNothingBehind) {
  watch_.Apply(Load(kRefusing));
  EXPECT_TRUE(Ask(Path::kLan));
  watch_.Apply(Load("{lan: off}"));
  EXPECT_EQ(Status(Scope::kLan).online, Online::kUnknown);
}

TEST_F(OnlineWatchTest, NameThatDoesNotResolveIsNoEvidence) {
  watch_.Apply(Load("{lan: off, internet: [\"control.example:443\"]}"));
  EXPECT_TRUE(Ask(Path::kInternet));
  EXPECT_EQ(Status(Scope::kInternet).online, Online::kUnknown);
}

TEST_F(OnlineWatchTest, GatewayIsLeftAloneWhileEveryCheckStaysOnThisMachine) {
  watch_.Apply(Load("{lan: gateway}",
                    "targets:\n"
                    "- {name: a, host: 127.0.0.1, checks: [{module: tcp, port: 1}]}\n"
                    "- {name: b, host: localhost, checks: [{module: tcp, port: 1}]}\n"
                    "- {name: c, host: 192.0.2.1, path: local, checks: [{module: tcp, port: 1}]}"));
  EXPECT_FALSE(Ask(Path::kLan));
}

}  // namespace
}  // namespace reach
