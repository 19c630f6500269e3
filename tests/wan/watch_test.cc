#include "exporter/wan/watch.h"

#include <gtest/gtest.h>

#include <memory>
#include <mutex>

#include "exporter/net/endpoint.h"
#include "tests/support/config_text.h"
#include "tests/support/dnsmasq.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_folder.h"
#include "tests/support/wan_peers.h"
#include "tests/support/web_server.h"

namespace reach::wan {
namespace {

const Address kHere = *Address::Parse("8.8.4.7");

Task<web::Response> Page(std::string body) {
  web::Response response = web::TextResponse(200, "");
  response.body = std::move(body);
  co_return response;
}

// Two STUN servers and a web page on loopback, run by three operators, that all see us at one
// address; and a zone that has a name.
class WatchTest : public testing::Test {
 protected:
  WatchTest() {
    web_.OnLoop([this] {
      for (int i = 0; i < 2; ++i) {
        stun_.push_back(std::make_unique<test::UdpPeer>(
            web_.io(), test::AddressPeer([this] { return address_; })));
      }
    });
  }
  ~WatchTest() override {
    web_.OnLoop([this] { stun_.clear(); });
  }

  config::Config Config(const std::string& more = "") {
    const auto port = [](std::uint16_t number) { return std::to_string(number); };
    return LoadText(
        "wan: {enabled: true, interval: 1s, sources: [\"stun://127.0.0.1:" +
        port(stun_[0]->where().port) + "#a\", \"stun://127.0.0.1:" + port(stun_[1]->where().port) +
        "#b\", \"http://127.0.0.1:" + port(web_.port()) + "/#c\"]" + more +
        "}\ntargets:\n- {name: t, host: t.example, checks: [{module: tcp, port: 1}]}\n" + ddns_);
  }
  std::shared_ptr<const View> Await(const std::function<bool(const View&)>& condition) {
    std::shared_ptr<const View> view;
    EXPECT_TRUE(test::Eventually([&] {
      view = watch_->view();
      return view && condition(*view);
    }));
    return view ? view : std::make_shared<const View>();
  }
  void Start(const config::Config& config) {
    watch_ = std::make_unique<Watch>([this](const News& news) {
      const std::lock_guard lock(mutex_);
      told_.push_back(news.message);
    });
    watch_->Keep(folder_.path());
    watch_->Apply(config);
  }

  void Move(const Address& to) {
    web_.OnLoop([&] { address_ = to; });
  }

  test::TempFolder folder_;
  std::string ddns_;
  Address address_ = kHere;  // of the web server's loop
  std::mutex mutex_;
  std::vector<std::string> told_;
  test::WebServer web_{[this](const web::Request&) { return Page(ToString(address_)); }};
  std::vector<std::unique_ptr<test::UdpPeer>> stun_;
  std::unique_ptr<Watch> watch_;
};

bool Knows(const View& view) { return bool(view.status.ip4.address); }

TEST_F(WatchTest, AddressIsKnownAfterTwoRoundsAndAChangeIsCountedOnce) {
  Start(Config());
  const auto first = Await(Knows);
  EXPECT_EQ(first->shown_ip4, "8.8.4.7");
  EXPECT_EQ(first->status.ip4.answered, 3U);
  EXPECT_EQ(first->status.ip4.changes, 0U);
  EXPECT_EQ(first->shown_ip6, "");
  Move(*Address::Parse("8.8.4.8"));
  const auto second = Await([](const View& view) { return view.status.ip4.changes == 1; });
  EXPECT_EQ(second->shown_ip4, "8.8.4.8");
  EXPECT_TRUE(second->status.ip4.changed);
}

TEST_F(WatchTest, RestartAndDeadSourcesAreNoChange) {
  Start(Config());
  Await(Knows);
  watch_.reset();
  Move({});  // nobody knows any more
  Start(Config());
  const auto view = Await([](const View& v) { return Knows(v) && v.status.ip4.answered == 0; });
  EXPECT_EQ(view->shown_ip4, "8.8.4.7");
  EXPECT_EQ(view->status.ip4.changes, 0U);
  EXPECT_FALSE(view->status.ip4.changed);
}

TEST_F(WatchTest, HashHidesTheAddressAndStaysTheSameOverRestarts) {
  Start(Config(", privacy: hash"));
  const std::string shown = Await(Knows)->shown_ip4;
  EXPECT_EQ(shown.size(), 16U);
  watch_.reset();
  Start(Config(", privacy: hash"));
  EXPECT_EQ(Await(Knows)->shown_ip4, shown);
}

TEST_F(WatchTest, WithoutTheSectionNothingIsWatched) {
  Start(LoadText("targets: []\n"));
  EXPECT_EQ(watch_->view(), nullptr);
}

TEST_F(WatchTest, NameThatFollowsIsInSyncAndOneThatDoesNotIsPending) {
  if (!test::Dnsmasq::Installed()) GTEST_SKIP() << "dnsmasq is not installed";
  const test::Dnsmasq zone({"--host-record=home.test,8.8.4.7", "--host-record=old.test,9.9.9.9",
                            "--host-record=lan.test,192.168.1.20", "--auth-ttl=60"});
  const std::string authority = "\", authority: [\"" + zone.address() + "\"]}\n";
  ddns_ = "dns: {nameservers: [\"" + zone.address() + "\"]}\nddns:\n" +
          "- {targets: [t], hostname: \"home.test" + authority + "- {hostname: \"old.test" +
          authority + "- {hostname: \"lan.test" + authority;
  Start(Config());
  const auto view = Await([](const View& v) {
    return v.ddns.size() == 3 && v.ddns[0].state == DdnsState::kInSync &&
           v.ddns[1].state == DdnsState::kPending;
  });
  EXPECT_EQ(view->ddns[2].state, DdnsState::kGone);
  EXPECT_EQ(view->ddns[0].targets, std::vector<std::string>{"t"});
  EXPECT_EQ(view->ddns[1].authoritative, std::vector<Address>{*Address::Parse("9.9.9.9")});
  EXPECT_FALSE(view->ddns[1].stale_since);
}

}  // namespace
}  // namespace reach::wan
