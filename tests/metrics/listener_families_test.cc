#include "exporter/metrics/listener_families.h"

#include <gtest/gtest.h>

#include <string>

namespace reach::metrics {
namespace {

using host::BindScope;
using host::Listener;
using host::ViewedPort;

Listener At(BindScope scope) {
  Listener listener;
  listener.scope = scope;
  return listener;
}

Listener Tcp(std::uint32_t backlog, std::optional<std::uint32_t> limit) {
  Listener listener = At(BindScope::kDual);
  listener.backlog = backlog;
  listener.backlog_limit = limit;
  return listener;
}

Listener Udp(std::uint32_t queued, std::uint64_t drops) {
  Listener listener = At(BindScope::kWildcardV4);
  listener.queued = queued;
  listener.drops = drops;
  return listener;
}

std::string Render(const std::vector<Listener>& listeners, Format format = Format::kText) {
  host::HostReading reading;
  reading.ports.push_back({"rust \"one\"", "game", Transport::kTcp, 28016, {listeners, {}, {}}});
  std::string text;
  Exposition out(format, text);
  RenderListeners(reading, out);
  return text;
}

std::string Line(const std::string& name, const std::string& more, const std::string& value) {
  return "\n" + name +
         "{target=\"rust \\\"one\\\"\",check=\"game\",port=\"28016\",transport=\"tcp\"" + more +
         "} " + value + "\n";
}

void ExpectLine(const std::string& text, const std::string& line) {
  EXPECT_NE(text.find(line), std::string::npos) << line << "in\n" << text;
}

TEST(ListenerFamiliesTest, EachScopeOnceWhateverTheNumberOfSockets) {
  const std::string text =
      Render({At(BindScope::kLoopback), At(BindScope::kOwnAddress), At(BindScope::kLoopback)});
  ExpectLine(text, Line("reach_listener", ",scope=\"loopback\"", "1"));
  ExpectLine(text, Line("reach_listener", ",scope=\"address\"", "1"));
  EXPECT_EQ(text.find("scope=\"loopback\""), text.rfind("scope=\"loopback\""));
}

TEST(ListenerFamiliesTest, PortOfNobodyHasARowToo) {
  const std::string text = Render({});
  ExpectLine(text, Line("reach_listener", ",scope=\"none\"", "1"));
  EXPECT_EQ(text.find("reach_listener_"), std::string::npos);
}

TEST(ListenerFamiliesTest, FullestBacklogCounts) {
  const std::string text = Render({Tcp(3, 128), Tcp(2, 1)});
  ExpectLine(text, Line("reach_listener_backlog", "", "2"));
  ExpectLine(text, Line("reach_listener_backlog_limit", "", "1"));
}

TEST(ListenerFamiliesTest, LimitThatIsNotKnownIsAbsent) {
  const std::string text = Render({Tcp(3, std::nullopt)});
  ExpectLine(text, Line("reach_listener_backlog", "", "3"));
  EXPECT_EQ(text.find("reach_listener_backlog_limit"), std::string::npos);
}

TEST(ListenerFamiliesTest, QueuesAndDropsOfSeveralSocketsAreAdded) {
  const std::string text = Render({Udp(100, 4), Udp(50, 1)}, Format::kOpenMetrics);
  ExpectLine(text, Line("reach_listener_queued_bytes", "", "150"));
  ExpectLine(text, Line("reach_listener_drops_total", "", "5"));
  ExpectLine(text, "\n# TYPE reach_listener_drops counter\n");
}

}  // namespace
}  // namespace reach::metrics
