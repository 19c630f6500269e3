// Requests that must not be served, and the answer that a client can still read.
#include <gtest/gtest.h>

#include "tests/support/http_client.h"
#include "tests/support/web_server.h"

namespace reach::web {
namespace {

struct Refused {
  const char* name;
  std::string request;
  unsigned status;
};

class RefusalTest : public testing::TestWithParam<Refused> {};

TEST_P(RefusalTest, IsAnsweredWithItsStatusAndTheConnectionEnds) {
  HttpLimits limits;
  limits.header_bytes = 2048;
  limits.body_bytes = 1000;
  test::WebServer server(test::Echo, limits);
  test::HttpClient client(server.port());
  client.Send(GetParam().request);
  const std::string response = client.ReadToEnd();
  EXPECT_TRUE(response.starts_with("HTTP/1.1 " + std::to_string(GetParam().status) + " ") ||
              response.starts_with("HTTP/1.0 " + std::to_string(GetParam().status) + " "))
      << response;
  EXPECT_NE(response.find("\r\nContent-Length: "), std::string::npos);
  EXPECT_EQ(response.find("/evil"), std::string::npos) << "a smuggled request was served";
}

const std::string kEvil = "GET /evil HTTP/1.1\r\nHost: e\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Requests, RefusalTest,
    testing::Values(
        Refused{"TwoContentLengths",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 33\r\n\r\nok" +
                    kEvil,
                400},
        Refused{"ContentLengthAndTransferEncoding",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 33\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n" +
                    kEvil,
                400},
        Refused{"TransferEncodingOn10",
                "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kEvil,
                400},
        Refused{"UnknownTransferEncoding",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n" + kEvil, 501},
        Refused{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        Refused{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Refused{"SpaceBeforeColon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        Refused{"NoVersion", "GET /\r\n\r\n", 400},
        Refused{"UnknownVersion", "GET / HTTP/3.7\r\nHost: a\r\n\r\n", 400},
        Refused{"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        Refused{"TlsHello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15),
                400},
        Refused{"ControlByteInTarget", "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Refused{"UnknownExpectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417},
        Refused{"HeaderTooLarge",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x') + "\r\n\r\n", 431},
        Refused{"EndlessHeader", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(300'000, 'x'),
                431},
        Refused{"RequestLineTooLong", "GET /" + std::string(5000, 'x'), 414},
        Refused{"BodyTooLarge", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", 413},
        Refused{"ChunkedBodyTooLarge",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" +
                    std::string(0x400, 'x') + "\r\n0\r\n\r\n",
                413}),
    [](const testing::TestParamInfo<Refused>& test) { return test.param.name; });

}  // namespace
}  // namespace reach::web
