#include "exporter/probes/udp/udp_options.h"

#include "exporter/config/fields.h"
#include "exporter/probes/payload.h"
#include "exporter/probes/socket_route.h"

namespace reach::udp {
namespace {

constexpr std::size_t kMaxPayload = 65507;  // bytes, of an IPv4 datagram (RFC 768, RFC 791)

void ReadPayload(config::Fields& udp, Options& into) {
  RefuseBoth(udp, "send", "send_hex");
  const auto text = udp.String("send");
  const auto hex = ReadHex(udp, "send_hex");
  if (text) into.payload = *text;
  if (hex) into.payload = *hex;
  if (into.payload.size() <= kMaxPayload) return;
  udp.Fault(text ? "send" : "send_hex", "a datagram holds at most 65507 bytes");
}

void ReadExpected(config::Fields& udp, Options& into) {
  RefuseBoth(udp, "expect", "expect_hex");
  into.expect = ReadPattern(udp, "expect", RE2::Latin1);
  into.expect_bytes = ReadHex(udp, "expect_hex").value_or("");
  const auto reply = udp.OneOf("reply", {"required", "optional"});
  into.reply_required = reply ? *reply == "required" : into.expect || !into.expect_bytes.empty();
}

}  // namespace

bool Options::Matches(std::string_view reply) const {
  if (!reply.starts_with(expect_bytes)) return false;
  return !expect || RE2::PartialMatch(re2::StringPiece(reply.data(), reply.size()), *expect);
}

config::ModuleReading ReadOptions(config::Fields& module) {
  auto options = std::make_shared<Options>();
  SocketRoute route;
  if (auto udp = module.Map("udp")) {
    ReadPayload(*udp, *options);
    ReadExpected(*udp, *options);
    route = ReadRoute(*udp);
    options->origin = route.origin;
  }
  const StateSet expect =
      options->reply_required ? StateSet{State::kOpen} : StateSet{State::kOpen, State::kSilent};
  return {std::move(options), expect, route.families};
}

}  // namespace reach::udp
