#include "exporter/protocols/a2s_query.h"

#include <optional>

#include "exporter/protocols/a2s.h"

namespace reach::a2s {

InfoQuery::InfoQuery() : request_(InfoRequest(std::nullopt)) {}

InfoQuery::Step InfoQuery::OnDatagram(std::string_view datagram) {
  if (++datagrams_ > kMaxDatagrams) return Step::kBad;
  switch (KindOf(datagram)) {
    case Kind::kChallenge:
      return OnChallenge(datagram);
    case Kind::kInfo:
      return OnMessage(datagram);
    case Kind::kFragment:
      return OnFragment(datagram);
    case Kind::kOther:
      break;
  }
  return Step::kBad;
}

InfoQuery::Step InfoQuery::OnChallenge(std::string_view datagram) {
  Challenge challenge{};
  if (ParseChallenge(datagram, challenge) != ParseResult::kDone) return Step::kBad;
  if (++challenges_ > kMaxChallenges) return Step::kLoop;
  request_ = InfoRequest(challenge);
  return Step::kSend;
}

InfoQuery::Step InfoQuery::OnFragment(std::string_view datagram) {
  Fragment fragment;
  if (ParseFragment(datagram, fragment) != ParseResult::kDone) return Step::kBad;
  switch (reassembly_.Add(fragment)) {
    case ParseResult::kNeedMore:
      return Step::kWait;
    case ParseResult::kBad:
      return Step::kBad;
    case ParseResult::kDone:
      break;
  }
  return OnMessage(reassembly_.message());
}

InfoQuery::Step InfoQuery::OnMessage(std::string_view message) {
  return ParseInfo(message, info_) == ParseResult::kDone ? Step::kDone : Step::kBad;
}

}  // namespace reach::a2s
