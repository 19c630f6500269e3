#include <gtest/gtest.h>

#include "exporter/engine/dispatcher.h"
#include "exporter/probes/tcp/tcp_probe.h"
#include "tests/support/module_text.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/temp_file.h"
#include "tests/support/tls_peer.h"

namespace reach {
namespace {

TEST(TlsHostTest, CertificateMustBeForTheHostOfTheTargetNotForItsAddress) {
  asio::io_context io;
  const test::Authority authority;
  const test::TempFile ca_file(authority.pem());
  test::TlsPeer peer(io, authority.Issue({.names = "DNS:shop.example.org"}));
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = std::make_shared<Module>(test::MakeModule(
      tcp::kProbeType, "tcp: {tls: true, tls_config: {ca_file: " + ca_file.path() + "}}"));
  policy->interval = policy->timeout = test::kPatience;
  policy->expect.fill({State::kOpen});
  auto table = std::make_shared<CheckTable>(1);
  Check& check = table->front().check;
  check.host = "shop.example.org";
  check.port = peer.where().port;
  check.policy = policy;
  const NameLookup lookup = [&](const auto&, Family, const auto& done) {
    NameAnswer answer;
    answer.addresses = {peer.where().address};
    done(answer);
  };
  OnlineWatch watch(lookup, {});
  Dispatcher dispatcher(io, lookup, watch, {}, Clock::now());
  dispatcher.Apply({table, {TickBoard::kNone}, {Beginning{}}, ShardLimits{}});
  Row row;
  test::RunUntil(io, [&] {
    row = dispatcher.TakeSnapshot().rows.at(0);
    return row.reason != Reason::kNotProbed;
  });
  EXPECT_EQ(row.reason, Reason::kReply) << Name(row.reason);
  test::RunUntil(io, [&] { return peer.last_sni() != "?"; });  // the server's side may be later
  EXPECT_EQ(peer.last_sni(), "shop.example.org");
  dispatcher.Stop();
  test::RunUntil(io, [&] { return dispatcher.idle(); });
}

}  // namespace
}  // namespace reach
