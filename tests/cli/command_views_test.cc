#include "exporter/cli/command_views.h"

#include <gtest/gtest.h>

#include "exporter/net/local_network.h"
#include "exporter/probes/registry.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"

namespace reach::cli {
namespace {

class CommandViewsTest : public testing::Test {
 protected:
  // What the command knows of the internet with this control; the scope is asked as its users do.
  std::optional<bool> Internet(const std::string& control) {
    const test::TempFile file(
        "control: {lan: off, internet: " + control +
            "}\nhost_view: {enabled: false}\n"
            "targets: [{name: t, host: 127.0.0.1, checks: [{module: tcp, port: 9}]}]\n",
        ".yml");
    const auto config =
        std::make_shared<config::Config>(config::LoadConfig(file.path(), Probers()));
    CommandViews views(io_, NoLookup, config, "");
    test::RunCoroutine(io_, Looked(views));
    const auto online = static_cast<diagnosis::Views&>(views).Online(Scope::kInternet);
    views.Stop();
    io_.restart();
    io_.run_for(std::chrono::milliseconds(20));  // what was cancelled ends
    return online;
  }

  std::string At(const Destination& where) {
    return "[\"" + ToString(where.address) + ":" + std::to_string(where.port) + "\"]";
  }

  // Without an address that others can reach the command says that it is offline.
  void SetUp() override {
    LocalNetwork network;
    if (!network.IsAttached(Clock::now())) GTEST_SKIP() << "this machine has no network";
  }

  asio::io_context io_{1};

 private:
  static Task<bool> Looked(CommandViews& views) {
    co_await views.Look();
    co_return true;
  }
  static void NoLookup(const std::string& name, Family, std::function<void(const NameAnswer&)>) {
    ADD_FAILURE() << "asked for " << name;
  }
};

TEST_F(CommandViewsTest, ControlThatAnswersOrRefusesSaysOnline) {
  const test::ClosedTcpPort closed(io_);
  EXPECT_EQ(Internet(At(closed.where())), true);
}

TEST_F(CommandViewsTest, ControlsThatKeepSilentSayOffline) {
  const test::SilentTcp silent(io_);
  EXPECT_EQ(Internet(At(silent.where())), false);
}

TEST_F(CommandViewsTest, WithoutAControlNothingIsSaid) { EXPECT_EQ(Internet("off"), std::nullopt); }

}  // namespace
}  // namespace reach::cli
