#include <gtest/gtest.h>

#include <atomic>

#include "exporter/wan/upnp_soap.h"
#include "exporter/wan/upnp_source.h"
#include "tests/support/web_server.h"

namespace reach::wan {
namespace {

const Address kGateway = *Address::Parse("127.0.0.1");
constexpr Duration kPatience = std::chrono::seconds(3);

std::string Description(
    const std::string& control, const std::string& base = "",
    const std::string& type = "urn:schemas-upnp-org:service:WANIPConnection:1") {
  return "<?xml version=\"1.0\"?><root>" + base +
         "<device><deviceList><device><deviceList><device><serviceList><service><serviceType>" +
         type + "</serviceType><controlURL>" + control +
         "</controlURL></service></serviceList></device></deviceList></device></deviceList>"
         "</device></root>";
}

std::string Reply(const std::string& values) {
  return "<s:Envelope><s:Body><u:r>" + values + "</u:r></s:Body></s:Envelope>";
}

// A gateway on loopback that remembers what it was asked.
class Gateway {
 public:
  Gateway() : server_([this](const web::Request& request) { return Answer(request); }) {}

  UpnpReading Read(const Ports& ports = {}) {
    return ReadUpnp(Url("/rootDesc.xml"), kGateway, ports, kPatience, stop_);
  }
  std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + path;
  }

  std::string description = Description("/control");
  int status = 200;
  std::vector<std::string> asked;

 private:
  Task<web::Response> Answer(const web::Request& request) {
    asked.push_back(request.method + " " + request.path + " " +
                    std::string(request.Header("SOAPAction")));
    web::Response response = web::TextResponse(status, "");
    response.body = request.path == "/rootDesc.xml" ? description : Control(asked.back());
    if (response.body.find("714") != std::string::npos) response.status = 500;
    co_return response;
  }
  static std::string Control(const std::string& asked) {
    if (asked.find("GetExternalIPAddress") != std::string::npos) {
      return Reply("<NewExternalIPAddress>8.8.4.7</NewExternalIPAddress>");
    }
    return Reply("<errorCode>714</errorCode>");
  }

  std::atomic<bool> stop_ = false;
  test::WebServer server_;
};

TEST(UpnpTest, GatewaySaysItsAddressAndThatItHasNoMapping) {
  Gateway gateway;
  const UpnpReading reading = gateway.Read({{Transport::kUdp, 28015}});
  EXPECT_EQ(ToString(reading.external), "8.8.4.7");
  ASSERT_EQ(reading.mappings.size(), 1U);
  EXPECT_EQ(reading.mappings[0].external_port, 28015);
  EXPECT_FALSE(reading.mappings[0].internal_address);
}

TEST(UpnpTest, OnlyWhatChangesNothingIsAsked) {
  Gateway gateway;
  gateway.Read({{Transport::kUdp, 28015}, {Transport::kTcp, 28016}});
  const std::string service = " \"urn:schemas-upnp-org:service:WANIPConnection:1#";
  EXPECT_EQ(gateway.asked,
            (std::vector<std::string>{
                "GET /rootDesc.xml ", "POST /control" + service + "GetExternalIPAddress\"",
                "POST /control" + service + "GetSpecificPortMappingEntry\"",
                "POST /control" + service + "GetSpecificPortMappingEntry\""}));
}

// With the port of the gateway: every request goes to its address, so that it would answer.
TEST(UpnpTest, ControlUrlOnAnotherHostIsNotAsked) {
  Gateway gateway;
  const std::string port = gateway.Url("").substr(std::string("http://127.0.0.1").size());
  gateway.description = Description("http://127.0.0.2" + port + "/control");
  EXPECT_FALSE(gateway.Read().external);
  gateway.description = Description("/control", "<URLBase>http://127.0.0.2" + port + "/</URLBase>");
  EXPECT_FALSE(gateway.Read().external);
  gateway.description = Description("http://metadata.internal" + port + "/control");
  EXPECT_FALSE(gateway.Read().external);
  EXPECT_EQ(gateway.asked.size(), 3U);
}

TEST(UpnpTest, RedirectAndHugeDescriptionAreNoAnswer) {
  Gateway gateway;
  gateway.status = 302;
  EXPECT_FALSE(gateway.Read().external);
  gateway.status = 200;
  gateway.description += std::string(70000, ' ');
  EXPECT_FALSE(gateway.Read().external);
  EXPECT_EQ(gateway.asked.size(), 2U);
}

TEST(UpnpTest, ServiceNameThatWouldBreakOutOfTheHeaderIsNone) {
  for (const char* tail : {"1\r\nX: y", "1\"x", "1&lt;"}) {
    const std::string type = std::string("urn:schemas-upnp-org:service:WANIPConnection:") + tail;
    EXPECT_FALSE(ReadDescription(Description("/c", "", type), "http://127.0.0.1/d")) << tail;
  }
}

TEST(UpnpTest, HostileXmlIsReadWithoutHarm) {
  const std::string deep = [] {
    std::string xml;
    for (int i = 0; i < 5000; ++i) xml += "<a>";
    return xml;
  }();
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><root>&b;</root>";
  for (const std::string& xml :
       {deep, bomb, std::string(60000, '<'), std::string("<root><device"), std::string(),
        "<" + std::string(60000, 'e') + ">x</e>", Description(std::string(60000, 'u'))}) {
    EXPECT_FALSE(ReadDescription(xml, "http://127.0.0.1/d").has_value() &&
                 ReadDescription(xml, "http://127.0.0.1/d")->control_url.size() > 4096);
    EXPECT_FALSE(ReadExternalAddress(xml));
    EXPECT_FALSE(ReadMapping(xml, Transport::kTcp, 1));
  }
  const std::string whole = Description("/control");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ReadDescription(whole.substr(0, size), "http://127.0.0.1/d");
  }
}

TEST(UpnpTest, MappingIsReadAndHalfOfOneIsNot) {
  const auto mapping =
      ReadMapping(Reply("<NewInternalPort>28015</NewInternalPort><NewInternalClient>192.168.1.20"
                        "</NewInternalClient><NewEnabled>1</NewEnabled>"),
                  Transport::kUdp, 28016);
  ASSERT_TRUE(mapping);
  EXPECT_EQ(mapping->external_port, 28016);
  EXPECT_EQ(mapping->internal_port, 28015);
  EXPECT_EQ(ToString(*mapping->internal_address), "192.168.1.20");
  EXPECT_TRUE(mapping->enabled);
  EXPECT_FALSE(ReadMapping(Reply("<NewInternalPort>70000</NewInternalPort><NewInternalClient>"
                                 "192.168.1.20</NewInternalClient>"),
                           Transport::kUdp, 1));
  EXPECT_FALSE(ReadMapping(Reply("<errorCode>402</errorCode>"), Transport::kUdp, 1));
}

}  // namespace
}  // namespace reach::wan
