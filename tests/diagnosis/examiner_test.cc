#include "exporter/diagnosis/examiner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/config/config.h"
#include "exporter/diagnosis/diagnosis.h"
#include "exporter/probes/registry.h"
#include "tests/support/a2s_peer.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/tcp_peer.h"
#include "tests/support/temp_file.h"

namespace reach::diagnosis {
namespace {

class ExaminerTest : public testing::Test {
 protected:
  // The configuration's only target.
  TargetEvidence Examine(const std::string& text) {
    const test::TempFile file(text, ".yml");
    const config::Config config = config::LoadConfig(file.path(), Probers());
    Subject subject(config.inside_of, config.checks.front().target);
    for (const Check& check : config.checks) subject.Offer(config.inside_of, check);
    Examiner examiner(once_, views_);
    return test::RunCoroutine(io_, examiner.Examine(std::move(subject))).value_or(TargetEvidence());
  }

  std::string Query(const test::A2sPeer& peer, const std::string& options) {
    return "modules: {rust_query: {prober: a2s, a2s: {" + options +
           "}}}\n"
           "targets: [{name: t, host: 127.0.0.1, checks: [{name: query, module: rust_query, "
           "port: " +
           std::to_string(peer.where().port) + ", role: proof}]}]\n";
  }

  static void NoLookup(const std::string& name, Family, std::function<void(const NameAnswer&)>) {
    ADD_FAILURE() << "asked for " << name;
  }

  // The target's host must reach these.
  struct Ways : Views {
    std::vector<Check> Outbound(const Subject&) override { return ways; }
    std::vector<Check> ways;
  };

  // Of a target with a port that is closed.
  TargetEvidence Fail() {
    const test::ClosedTcpPort closed(io_);
    return Examine(
        "targets: [{name: t, host: 127.0.0.1, checks: [{module: tcp, confirm: 0, port: " +
        std::to_string(closed.where().port) + "}]}]\n");
  }

  void AddWay(const Destination& where) {
    auto policy = std::make_shared<CheckPolicy>();
    policy->module = config::LoadModule("", "tcp", Probers());
    Check check;
    check.host = ToString(where.address);
    check.port = where.port;
    check.policy = std::move(policy);
    views_.ways.push_back(std::move(check));
  }

  asio::io_context io_{1};

 private:
  OneShot once_{io_, NoLookup};
  Ways views_;
};

TEST_F(ExaminerTest, VersionOfTheReplyIsHeldAgainstTheExpectedOne) {
  const test::A2sPeer peer(io_, {.info = {.version = "2633"}});
  const TargetEvidence other = Examine(Query(peer, "expect_version: \"2599\""));
  ASSERT_EQ(other.ports.size(), 1U);
  EXPECT_EQ(other.ports[0].version, "2633");
  EXPECT_EQ(other.ports[0].expected_version, "2599");
  EXPECT_EQ(Diagnose(other).root.cause, Cause::kVersionMismatch);
  const TargetEvidence same = Examine(Query(peer, "expect_version: \"2633\""));
  EXPECT_EQ(same.ports[0].expected_version, "2633");
  EXPECT_EQ(Diagnose(same).root.cause, Cause::kHealthy);
}

TEST_F(ExaminerTest, WithoutAnExpectedVersionAnyIsRight) {
  const test::A2sPeer peer(io_);
  const TargetEvidence evidence = Examine(Query(peer, ""));
  ASSERT_EQ(evidence.ports.size(), 1U);
  EXPECT_FALSE(evidence.ports[0].expected_version);
  EXPECT_EQ(Diagnose(evidence).root.cause, Cause::kHealthy);
}

TEST_F(ExaminerTest, OneWayOutIsEnough) {
  const test::ClosedTcpPort closed(io_);
  AddWay(closed.where());
  EXPECT_EQ(Fail().outbound_blocked, true);
  const test::TcpPeer open(io_, {});
  AddWay(open.where());
  EXPECT_EQ(Fail().outbound_blocked, false);
}

TEST_F(ExaminerTest, NobodyIsAskedForAWayOutAsLongAsAllIsWell) {
  const test::TcpPeer server(io_, {});
  const test::TcpPeer way(io_, {});
  AddWay(way.where());
  const TargetEvidence evidence =
      Examine("targets: [{name: t, host: 127.0.0.1, checks: [{module: tcp, port: " +
              std::to_string(server.where().port) + "}]}]\n");
  EXPECT_FALSE(evidence.outbound_blocked);
  EXPECT_EQ(way.accepted(), 0U);
}

TEST_F(ExaminerTest, BlockedWayOutIsAmongTheEvidence) {
  const test::ClosedTcpPort closed(io_);
  AddWay(closed.where());
  const std::vector<std::string> lines = Diagnose(Fail()).root.evidence;
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("\"outbound\"") != std::string::npos;
  }));
}

}  // namespace
}  // namespace reach::diagnosis
