#include "tests/support/a2s_peer.h"

#include <algorithm>

#include "exporter/protocols/a2s.h"

namespace reach::test {
namespace {

constexpr std::string_view kChallenge = "\xC0\xC1\xC2\xC3";

std::vector<Datagram> Datagrams(const std::vector<std::string>& texts) {
  std::vector<Datagram> result;
  for (const std::string& text : texts) result.push_back({text});
  return result;
}

std::vector<Datagram> Info(const A2sBehaviour& behaviour) {
  if (!behaviour.garbage.empty()) return {{behaviour.garbage}};
  const std::string reply = InfoReply(behaviour.info);
  std::vector<std::string> fragments = Split(reply);
  if (behaviour.only_half_of_split) fragments.resize(fragments.size() / 2);
  std::reverse(fragments.begin(), fragments.end());
  const bool split = behaviour.split_in_reverse || behaviour.only_half_of_split;
  std::vector<Datagram> result = split ? Datagrams(fragments) : Datagrams({reply});
  if (behaviour.wrong_source) result.insert(result.begin(), {"forged", true});
  return result;
}

// Like the real one, silent towards anything but the two requests.
std::vector<Datagram> Answer(const A2sBehaviour& behaviour, std::string_view request) {
  const std::string question = a2s::InfoRequest(std::nullopt);
  if (!request.starts_with(question)) return {};
  const std::string_view proof = request.substr(question.size());
  const bool ask = behaviour.challenge && proof != kChallenge;
  if (ask || behaviour.endless_challenges) return {{ChallengeReply(kChallenge)}};
  return Info(behaviour);
}

}  // namespace

A2sPeer::A2sPeer(asio::io_context& io, A2sBehaviour behaviour, Family family)
    : UdpPeer(
          io, [behaviour](std::string_view request) { return Answer(behaviour, request); },
          family) {}

}  // namespace reach::test
