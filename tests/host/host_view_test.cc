#include "exporter/host/host_view.h"

#include <gtest/gtest.h>

#include "tests/support/config_text.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::host {
namespace {

std::shared_ptr<const config::Config> Load(const std::string& yaml) {
  return std::make_shared<const config::Config>(LoadText(yaml));
}

std::string Tcp(const std::string& target, const std::string& host, std::uint16_t port) {
  return "- {name: " + target + ", host: " + host +
         ", checks: [{name: web, module: tcp, port: " + std::to_string(port) + "}]}\n";
}

class HostViewTest : public testing::Test {
 protected:
  ~HostViewTest() override {
    view_.Stop();
    io_.restart();
    io_.run();
  }

  void Apply(const std::string& yaml) { view_.Apply(*Load(yaml)); }

  std::shared_ptr<const HostReading> Refresh() {
    return test::RunCoroutine(io_, view_.Refresh()).value_or(nullptr);
  }

  asio::io_context io_{1};
  std::string problem_;
  HostView view_{io_, [this](std::string_view problem) { problem_ = problem; }};
};

TEST_F(HostViewTest, SaysWhoListensOnThePortOfATargetOnThisHost) {
  const test::SilentTcp server(io_);
  Apply("targets:\n" + Tcp("mine", "127.0.0.1", server.where().port) +
        Tcp("closed", "localhost", test::ClosedTcpPort(io_).where().port) +
        Tcp("other", "192.0.2.7", server.where().port));
  const auto reading = Refresh();
  ASSERT_NE(reading, nullptr);
  const ViewedPort* const mine = reading->Find("mine", "web");
  ASSERT_NE(mine, nullptr);
  EXPECT_EQ(ScopeOf(mine->listeners), BindScope::kLoopback);
  ASSERT_NE(reading->Find("closed", "web"), nullptr);
  EXPECT_EQ(ScopeOf(reading->Find("closed", "web")->listeners), BindScope::kNone);
  EXPECT_EQ(reading->Find("other", "web"), nullptr) << "not this host";
  EXPECT_EQ(problem_, "");
}

TEST_F(HostViewTest, TargetThatIsNamedIsInTheViewWhateverItsHost) {
  const test::SilentUdp server(io_);
  Apply(
      "host_view: {enabled: true, for: [named]}\ntargets:\n"
      "- {name: named, host: server.example, checks: [{name: game, module: udp, port: " +
      std::to_string(server.where().port) + "}]}\n" + Tcp("mine", "127.0.0.1", 1));
  const auto reading = Refresh();
  ASSERT_NE(reading, nullptr);
  ASSERT_NE(reading->Find("named", "game"), nullptr);
  EXPECT_EQ(reading->Find("named", "game")->listeners.here.size(), 1U);
  EXPECT_EQ(reading->Find("mine", "web"), nullptr) << "true means: those named only";
}

TEST_F(HostViewTest, RefreshSeesWhatHasChangedSinceTheLook) {
  auto server = std::make_unique<test::SilentUdp>(io_);
  const std::uint16_t port = server->where().port;
  Apply("targets: [{name: t, host: 127.0.0.1, checks: [{name: game, module: udp, port: " +
        std::to_string(port) + "}]}]");
  EXPECT_EQ(Refresh()->Find("t", "game")->listeners.here.size(), 1U);
  server = nullptr;
  EXPECT_EQ(Refresh()->Find("t", "game")->listeners.here.size(), 0U);
}

TEST_F(HostViewTest, CountsWhatTheKernelRefusedSinceTheLastLook) {
  const test::ClosedUdpPort closed(io_);
  Apply("targets:\n" + Tcp("mine", "127.0.0.1", 1));
  ASSERT_NE(Refresh(), nullptr);
  UdpSocket client(io_, asio::ip::udp::v4());
  const auto where = closed.where();
  for (int i = 0; i < 3; ++i) {
    client.send_to(asio::buffer("x", 1), {asio::ip::address_v4::loopback(), where.port});
  }
  const auto reading = Refresh();
  ASSERT_TRUE(reading && reading->deltas);
  EXPECT_GE(reading->deltas->udp_no_ports, 3U);
  EXPECT_GT(reading->window, Duration::zero());
}

TEST_F(HostViewTest, WithoutATargetOnThisHostThereIsNothing) {
  Apply("targets:\n" + Tcp("named", "server.example", 1));
  EXPECT_EQ(Refresh(), nullptr);
  Apply("host_view: {enabled: false}\ntargets:\n" + Tcp("mine", "127.0.0.1", 1));
  EXPECT_EQ(Refresh(), nullptr);
}

TEST_F(HostViewTest, ReloadThatTurnsItOffTakesTheReadingAway) {
  Apply("targets:\n" + Tcp("mine", "127.0.0.1", 1));
  ASSERT_NE(Refresh(), nullptr);
  Apply("host_view: {enabled: false}\ntargets:\n" + Tcp("mine", "127.0.0.1", 1));
  EXPECT_EQ(view_.reading(), nullptr);
  Apply("targets:\n" + Tcp("again", "127.0.0.1", 1));
  const auto reading = Refresh();
  ASSERT_NE(reading, nullptr);
  EXPECT_NE(reading->Find("again", "web"), nullptr);
}

TEST(ViewedChecksTest, LooksAsOftenAsTheChecksAreProbedButNotEverySecond) {
  const auto interval = [](const std::string& setting) {
    return ViewedChecks(*Load("global: {interval: " + setting + ", timeout: 500ms}\ntargets:\n" +
                              Tcp("t", "127.0.0.1", 1)),
                        {})
        .interval();
  };
  EXPECT_EQ(interval("15s"), std::chrono::seconds(15));
  EXPECT_EQ(interval("1s"), std::chrono::seconds(5));
  EXPECT_EQ(interval("1h"), std::chrono::minutes(1));
}

TEST(ViewedChecksTest, AddressOfAnInterfaceIsThisHostForAsLongAsItHasIt) {
  const ViewedChecks checks(*Load("targets:\n" + Tcp("t", "192.0.2.7", 1)), {});
  EXPECT_EQ(checks.Select({}).size(), 0U);
  EXPECT_EQ(checks.Select({*Address::Parse("192.0.2.7")}).size(), 1U);
}

TEST(ViewedChecksTest, ThousandChecksAreEnoughAndThoseNamedComeFirst) {
  std::string targets = "host_view: {for: [named]}\ntargets:\n";
  for (int i = 1; i <= 1001; ++i) targets += Tcp("t" + std::to_string(i), "127.0.0.1", 1);
  const ViewedChecks checks(*Load(targets + Tcp("named", "server.example", 1)), {});
  const ViewedChecks::Targets selected = checks.Select({});
  EXPECT_EQ(selected.size(), ViewedChecks::kMost);
  EXPECT_TRUE(selected.contains("named"));
}

TEST(ViewedChecksTest, OfManyAddressesOnlyThoseOfThisHostAreKept) {
  std::string targets = "targets:\n";
  for (int i = 0; i <= 1000; ++i) {
    targets += Tcp("t" + std::to_string(i),
                   "10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256), 1);
  }
  const Address ours = *Address::Parse("10.0.1.1");
  const ViewedChecks checks(*Load(targets), {ours});
  EXPECT_EQ(checks.Select({ours, *Address::Parse("10.0.1.2")}).size(), 1U);
  EXPECT_TRUE(ViewedChecks(*Load(targets), {}).empty());
}

TEST(HostReadingTest, CheckOfTwoFamiliesIsOnePort) {
  const auto config = Load(
      "targets: [{name: t, host: t.example, checks: [{name: web, module: tcp, port: 1, family: "
      "both}]}]");
  ASSERT_EQ(config->checks.size(), 2U);
  SocketTable table;
  table.knows_tcp = true;
  const std::vector<const Check*> checks = {&config->checks[0], &config->checks[1]};
  EXPECT_EQ(ViewTarget(checks, {}, table, {}).size(), 1U);
  table.knows_tcp = false;
  EXPECT_EQ(ViewTarget(checks, {}, table, {}).size(), 0U) << "not known is not nobody";
}

}  // namespace
}  // namespace reach::host
