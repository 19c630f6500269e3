// Bytes that strangers send: whatever they are, the codecs end, stay within their bounds, and what
// they let through is safe to show. Under the sanitizers these cases say more.
#include <ares.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "exporter/core/text.h"
#include "exporter/net/dns_reply.h"
#include "exporter/net/name.h"
#include "exporter/probes/a2s/a2s_facts.h"
#include "exporter/probes/tcp/dialogue.h"
#include "exporter/probes/webrcon/login.h"
#include "exporter/protocols/a2s_query.h"
#include "exporter/protocols/icmp_echo.h"
#include "exporter/protocols/rust_tags.h"
#include "exporter/web/request_parser.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/a2s_bytes.h"

namespace reach {
namespace {

using test::Fuzz;

constexpr std::size_t kRounds = 20000;

std::span<const unsigned char> Unsigned(std::string_view bytes) {
  return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

TEST(CodecFuzzTest, A2sDatagramsEndAQueryAndItsFactsAreUtf8) {
  std::vector<std::string> seeds = {test::InfoReply({}), test::InfoReplyWithAllExtraData(),
                                    test::ChallengeReply("abcd")};
  for (const std::string& part : test::Split(test::InfoReply({}))) seeds.push_back(part);
  a2s::InfoQuery query;
  Fuzz(seeds, kRounds, [&](std::string_view datagram) {
    using Step = a2s::InfoQuery::Step;
    const Step step = query.OnDatagram(datagram);
    if (step == Step::kDone) {
      const auto facts = a2s::FactsOf(query.info());
      for (const auto& [name, value] : facts->words) {
        EXPECT_EQ(CleanText(value), value) << name;
      }
    }
    EXPECT_LE(query.request().size(), 29U);
    if (step != Step::kWait && step != Step::kSend) query = a2s::InfoQuery();
  });
}

TEST(CodecFuzzTest, BytesOfAConsoleEndALoginOrAreWaitedFor) {
  const std::string upgraded =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  const std::vector<std::string> seeds = {
      upgraded + "\x81\x15{\"Identifier\":1001    }", upgraded + "\x88\x02\x03\xe8",
      upgraded + std::string("\x01\x7e\x00\x02{}\x80\x00", 8), "HTTP/1.1 501 No\r\n\r\n"};
  Fuzz(seeds, kRounds, [&](std::string_view bytes) {
    webrcon::Login login("192.0.2.1:28016", "secret", "the sample nonce", "mask");
    std::string out;
    const auto verdict = login.Feed(bytes, out);
    if (verdict) {
      EXPECT_EQ(StateOf(*verdict), State::kOpen);
    }
  });
}

TEST(CodecFuzzTest, RustTagsAreNumbersOrAbsent) {
  const std::string tags = test::RustInfo().keywords;
  Fuzz({tags, "mp4294967296,cp-1", ",,,born"}, kRounds, [](std::string_view keywords) {
    const a2s::RustTags read = a2s::ParseRustTags(keywords);
    if (read.players) {
      EXPECT_NE(keywords.find("cp"), std::string_view::npos);
    }
  });
}

TEST(CodecFuzzTest, IcmpMessagesAreReadWithinThePacket) {
  const icmp::Echo echo{7, 9, 0x1122334455667788};
  std::vector<std::string> seeds;
  for (const Family family : {Family::kIp4, Family::kIp6}) {
    seeds.push_back(icmp::EncodeRequest(family, echo, 56));
    seeds.push_back(seeds.back());
    seeds.back()[0] = family == Family::kIp4 ? '\0' : '\x81';  // a reply
  }
  std::string packet(20, '\0');
  packet[0] = '\x45';
  seeds.push_back(packet + seeds[0]);
  Fuzz(seeds, kRounds, [](std::string_view bytes) {
    for (const Family family : {Family::kIp4, Family::kIp6}) {
      icmp::ParseReply(family, bytes);
      icmp::ParseQuotedRequest(family, bytes);
    }
    const auto payload = icmp::SkipIp4Header(bytes);
    if (!payload) return;
    EXPECT_LE(payload->size(), bytes.size());
    EXPECT_TRUE(bytes.ends_with(*payload) || bytes.find(*payload) != std::string_view::npos);
  });
}

// A question for "a.test", an alias and an address of each family.
TEST(CodecFuzzTest, DnsMessagesGiveAddressesOrAReasonWhyNot) {
  const std::string head("\x12\x34\x81\x80\0\1\0\2\0\0\0\0\1a\4test\0\0\1\0\1", 24);
  const std::string alias("\xC0\x0C\0\5\0\1\0\0\1\0\0\4\1b\xC0\x0E", 16);
  const std::string a("\xC0\x24\0\1\0\1\0\0\0\7\0\4\xC0\0\2\1", 16);
  const std::string aaaa("\xC0\x24\0\x1C\0\1\0\0\0\7\0\x10\x20\1\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\1",
                         28);
  Fuzz({head + alias + a, head + alias + aaaa, head + a + a}, kRounds, [](std::string_view bytes) {
    for (const Family family : {Family::kIp4, Family::kIp6}) {
      const DnsReply reply = ReadReply(family, ARES_SUCCESS, Unsigned(bytes));
      EXPECT_NE(reply.addresses.empty(), !reply.failure.has_value());
      EXPECT_LE(reply.addresses.size(), kMaxAddresses);
      EXPECT_GE(reply.ttl.count(), 0);
    }
  });
}

TEST(CodecFuzzTest, RequestsAreTakenOrRefusedInPiecesToo) {
  const std::vector<std::string> seeds = {
      "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: a/b;q=0.5, */*\r\nAccept-Encoding: gzip\r\n\r\n",
      "POST /-/reload HTTP/1.0\r\nContent-Length: 4\r\n\r\nbodyGET / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      "GET http://h:1/a?b HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: "
      "9\r\n\r\n"};
  Fuzz(seeds, kRounds / 2, [](std::string_view bytes) {
    for (const std::size_t piece : {std::size_t{1}, bytes.size()}) {
      web::RequestParser parser({});
      std::string unread;
      for (std::size_t at = 0; at < bytes.size() && !parser.finished(); at += piece) {
        unread += bytes.substr(at, piece);
        const std::size_t used = parser.Put(unread);
        ASSERT_LE(used, unread.size());
        unread.erase(0, used);
      }
      const unsigned status = parser.status();
      EXPECT_TRUE(status == 0 || (status >= 400 && status < 600)) << status;
      if (parser.finished()) parser.Take();
    }
  });
}

TEST(CodecFuzzTest, DialogueComesToAVerdictOnAnyBanner) {
  std::vector<tcp::Step> steps(2);
  steps[0].expect = std::make_shared<const RE2>("^SSH-([0-9.]+)-");
  steps[0].send = "hello ${1}";
  steps[0].expand = true;
  steps[1].expect_bytes = std::string("\0\1", 2);
  const std::vector<std::string> seeds = {"SSH-2.0-OpenSSH\r\n" + std::string("\0\1", 2),
                                          "banner\nSSH-1.99-x\n", std::string(3, '\0') + "\r\n\r"};
  Fuzz(seeds, kRounds / 2, [&](std::string_view bytes) {
    tcp::Dialogue whole(steps);
    tcp::Dialogue pieces(steps);
    std::string out;
    std::string out_of_pieces;
    tcp::Verdict last = pieces.Feed("", out_of_pieces);
    for (const char& c : bytes) {
      if (last == tcp::Verdict::kNeedMore) last = pieces.Feed({&c, 1}, out_of_pieces);
    }
    EXPECT_EQ(whole.Feed(bytes, out), last) << "the segments decide";
    EXPECT_EQ(out, out_of_pieces);
  });
}

}  // namespace
}  // namespace reach
