#include "exporter/protocols/a2s.h"

#include <algorithm>

namespace reach::a2s {
namespace {

using namespace std::literals;

constexpr std::string_view kInfoQuestion = "\xFF\xFF\xFF\xFF\x54Source Engine Query\0"sv;
constexpr std::string_view kChallengeHeader = "\xFF\xFF\xFF\xFF\x41"sv;
constexpr std::string_view kInfoHeader = "\xFF\xFF\xFF\xFF\x49"sv;
constexpr std::string_view kFragmentHeader = "\xFE\xFF\xFF\xFF"sv;

}  // namespace

std::string InfoRequest(const std::optional<Challenge>& challenge) {
  std::string request(kInfoQuestion);
  if (challenge) request.append(challenge->data(), challenge->size());
  return request;
}

Kind KindOf(std::string_view datagram) {
  if (datagram.starts_with(kChallengeHeader)) return Kind::kChallenge;
  if (datagram.starts_with(kInfoHeader)) return Kind::kInfo;
  if (datagram.starts_with(kFragmentHeader)) return Kind::kFragment;
  return Kind::kOther;
}

ParseResult ParseChallenge(std::string_view datagram, Challenge& into) {
  ByteReader reader(datagram);
  if (const auto header = reader.Literal(kChallengeHeader); header != ParseResult::kDone) {
    return header;
  }
  const std::string_view bytes = reader.Take(into.size());
  if (reader.dry()) return ParseResult::kNeedMore;
  std::copy(bytes.begin(), bytes.end(), into.begin());
  return ParseResult::kDone;
}

}  // namespace reach::a2s
