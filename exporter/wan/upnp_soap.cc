#include "exporter/wan/upnp_soap.h"

#include <curl/curl.h>
#include <miniupnpc/igd_desc_parse.h>
#include <miniupnpc/miniupnpc.h>
#include <miniupnpc/upnpreplyparse.h>

#include <array>
#include <charconv>
#include <memory>

namespace reach::wan {
namespace {

constexpr std::array<std::string_view, 2> kServices = {
    "urn:schemas-upnp-org:service:WANIPConnection:",
    "urn:schemas-upnp-org:service:WANPPPConnection:"};
constexpr std::string_view kNoSuchEntry = "714";

// The values of an answer by their element.
class Values {
 public:
  explicit Values(std::string_view xml) {
    ParseNameValue(xml.data(), static_cast<int>(xml.size()), &data_);
  }
  ~Values() { ClearNameValueList(&data_); }
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;

  std::string_view Get(const char* name) {
    const char* const value = GetValueFromNameValueList(&data_, name);
    return value == nullptr ? std::string_view() : value;
  }

 private:
  NameValueParserData data_{};
};

UpnpCall Call(const UpnpService& service, std::string_view action, const std::string& arguments) {
  UpnpCall call;
  call.action_header = "SOAPAction: \"" + service.type + "#" + std::string(action) + "\"";
  call.body =
      "<?xml version=\"1.0\"?>\r\n<s:Envelope "
      "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
      "s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>";
  call.body.append("<u:").append(action).append(" xmlns:u=\"").append(service.type).append("\">");
  call.body.append(arguments).append("</u:").append(action).append("></s:Body></s:Envelope>\r\n");
  return call;
}

bool IsWanConnection(std::string_view type) {
  // It goes into a header and into XML: what is no such name may hold anything.
  if (type.find_first_of("\"<>&\r\n") != type.npos) return false;
  return type.starts_with(kServices[0]) || type.starts_with(kServices[1]);
}

std::string_view NameOf(Transport transport) {
  return transport == Transport::kTcp ? "TCP" : "UDP";
}

}  // namespace

Address HostOf(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  char* host = nullptr;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
    return {};
  }
  const std::unique_ptr<char, void (*)(void*)> owner(host, curl_free);
  return Address::Parse(host).value_or(Address());
}

std::optional<UpnpService> ReadDescription(std::string_view xml, const std::string& url) {
  const auto data = std::make_unique<IGDdatas>();
  parserootdesc(xml.data(), static_cast<int>(xml.size()), data.get());
  for (const IGDdatas_service* found : {&data->first, &data->second}) {
    if (!IsWanConnection(found->servicetype)) continue;
    UPNPUrls urls{};
    data->first = *found;  // the one that GetUPNPUrls makes absolute
    GetUPNPUrls(&urls, data.get(), url.c_str(), 0);
    UpnpService service{urls.controlURL == nullptr ? "" : urls.controlURL, found->servicetype};
    FreeUPNPUrls(&urls);
    if (HostOf(service.control_url) && HostOf(service.control_url) == HostOf(url)) return service;
  }
  return std::nullopt;
}

UpnpCall AskExternalAddress(const UpnpService& service) {
  return Call(service, "GetExternalIPAddress", "");
}

UpnpCall AskMapping(const UpnpService& service, Transport transport, std::uint16_t port) {
  return Call(service, "GetSpecificPortMappingEntry",
              "<NewRemoteHost></NewRemoteHost><NewExternalPort>" + std::to_string(port) +
                  "</NewExternalPort><NewProtocol>" + std::string(NameOf(transport)) +
                  "</NewProtocol>");
}

Address ReadExternalAddress(std::string_view xml) {
  Values values(xml);
  const auto address = Address::Parse(values.Get("NewExternalIPAddress"));
  const bool none = !address || !address->is_v4() || *address == Address::V4({0, 0, 0, 0});
  return none ? Address() : *address;
}

std::optional<PortMapping> ReadMapping(std::string_view xml, Transport transport,
                                       std::uint16_t port) {
  Values values(xml);
  PortMapping mapping;
  mapping.transport = transport;
  mapping.external_port = port;
  if (values.Get("errorCode") == kNoSuchEntry) return mapping;
  mapping.internal_address = Address::Parse(values.Get("NewInternalClient"));
  const std::string_view inside = values.Get("NewInternalPort");
  const auto end =
      std::from_chars(inside.data(), inside.data() + inside.size(), mapping.internal_port);
  const bool is_number = end.ec == std::errc() && end.ptr == inside.data() + inside.size();
  if (!mapping.internal_address || !is_number) return std::nullopt;
  const std::string_view enabled = values.Get("NewEnabled");
  mapping.enabled = enabled == "1" || enabled == "true";
  return mapping;
}

}  // namespace reach::wan
