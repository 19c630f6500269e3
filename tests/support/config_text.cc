#include "tests/support/config_text.h"

#include <gtest/gtest.h>

#include <array>

#include "exporter/config/error.h"
#include "exporter/config/fields.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

config::ModuleReading ReadTcp(config::Fields& module) {
  auto options = std::make_shared<TestTcpOptions>();
  if (auto tcp = module.Map("tcp")) {
    options->tls = tcp->Bool("tls").value_or(false);
    for (config::Fields& round : tcp->Maps("query_response")) {
      options->sends.push_back(round.String("send").value_or(""));
      options->expects.push_back(round.String("expect").value_or(""));
      round.String("send_hex");  // of a shipped module
      round.Bool("starttls");    // of the reference file
      if (options->expects.back() == "(") round.Fault("expect", "missing )");
    }
  }
  return {options, {State::kOpen}};
}

std::shared_ptr<const ModuleOptions> TcpWithTls(const ModuleOptions& options, bool on) {
  auto changed = std::make_shared<TestTcpOptions>(dynamic_cast<const TestTcpOptions&>(options));
  changed->tls = on;
  return changed;
}

config::ModuleReading ReadUdp(config::Fields& module) {
  if (auto udp = module.Map("udp")) {
    udp->String("send_hex");
    if (udp->String("expect_hex")) return {nullptr, {State::kOpen}};
  }
  return {nullptr, {State::kOpen, State::kSilent}};
}
config::ModuleReading ReadOther(config::Fields&) { return {nullptr, {State::kOpen}}; }

constexpr config::Prober kTcp = {"tcp", Transport::kTcp, ReadTcp, TcpWithTls};
constexpr config::Prober kUdp = {"udp", Transport::kUdp, ReadUdp};
constexpr config::Prober kA2s = {"a2s", Transport::kUdp, ReadOther};
constexpr config::Prober kIcmp = {"icmp", Transport::kIcmp, ReadOther};
constexpr std::array kProbers = {&kTcp, &kUdp, &kA2s, &kIcmp};

}  // namespace

config::Probers TestProbers() { return kProbers; }

config::Config LoadText(std::string_view yaml) {
  const test::TempFile file(yaml, ".yml");
  return config::LoadConfig(file.path(), TestProbers());
}

std::string FaultsOf(std::string_view yaml) {
  const test::TempFile file(yaml, ".yml");
  try {
    config::LoadConfig(file.path(), TestProbers());
    return "";
  } catch (const config::Faults& faults) {
    std::string text = faults.what();
    for (std::size_t at = 0; (at = text.find(file.path(), at)) != std::string::npos;) {
      text.replace(at, file.path().size(), "reach.yml");
    }
    return text;
  }
}

Check FindCheck(const config::Config& config, std::string_view title, Family family) {
  for (const Check& check : config.checks) {
    if (Title(check) == title && check.family == family) return check;
  }
  ADD_FAILURE() << "no check " << title << " of family " << Name(family);
  Check none;
  none.policy = std::make_shared<CheckPolicy>();
  return none;
}

}  // namespace reach
