#include "exporter/wan/upnp_source.h"

#include <miniupnpc/miniupnpc.h>

#include <memory>
#include <optional>

#include "exporter/wan/upnp_soap.h"
#include "exporter/wan/web_request.h"

namespace reach::wan {
namespace {

constexpr int kDiscoveryMilliseconds = 1000;  // for each type
constexpr unsigned char kHops = 2;            // UPnP Device Architecture 1.1, 1.3.2
constexpr std::size_t kLargest = 65536;
constexpr long kOk = 200;

std::optional<WebAnswer> Send(const UpnpService& service, const UpnpCall& call,
                              const Address& gateway, Duration patience,
                              const std::atomic<bool>& stop) {
  WebRequest request;
  request.url = service.control_url;
  request.to = gateway;
  request.headers = {call.action_header, "Content-Type: text/xml; charset=\"utf-8\"", "Expect:"};
  request.post = call.body;
  request.largest = kLargest;
  request.patience = patience;
  return Fetch(request, stop);
}

}  // namespace

std::string DiscoverUpnp(const Address& gateway, const Address& own) {
  const char* const types[] = {"urn:schemas-upnp-org:device:InternetGatewayDevice:2",
                               "urn:schemas-upnp-org:device:InternetGatewayDevice:1", nullptr};
  int error = 0;
  const std::unique_ptr<UPNPDev, void (*)(UPNPDev*)> devices(
      upnpDiscoverDevices(types, kDiscoveryMilliseconds, ToString(own).c_str(), nullptr,
                          UPNP_LOCAL_PORT_ANY, 0, kHops, &error, 0),
      freeUPNPDevlist);
  for (const UPNPDev* device = devices.get(); device != nullptr; device = device->pNext) {
    std::string url = device->descURL;
    if (HostOf(url) == gateway) return url;
  }
  return "";
}

UpnpReading ReadUpnp(const std::string& description_url, const Address& gateway, const Ports& ports,
                     Duration patience, const std::atomic<bool>& stop) {
  UpnpReading reading;
  WebRequest request;
  request.url = description_url;
  request.to = gateway;
  request.largest = kLargest;
  request.patience = patience;
  const auto description = Fetch(request, stop);
  if (!description || description->status != kOk) return reading;
  const auto service = ReadDescription(description->body, description_url);
  if (!service) return reading;
  const auto external = Send(*service, AskExternalAddress(*service), gateway, patience, stop);
  if (!external) return reading;
  reading.external = ReadExternalAddress(external->body);
  for (const auto& [transport, port] : ports) {
    const UpnpCall call = AskMapping(*service, transport, port);
    const auto answer = Send(*service, call, gateway, patience, stop);
    if (!answer) break;  // slow or gone: the other ports would take as long
    const auto mapping = ReadMapping(answer->body, transport, port);
    if (mapping) reading.mappings.push_back(*mapping);
  }
  return reading;
}

}  // namespace reach::wan
