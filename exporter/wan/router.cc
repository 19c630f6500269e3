#include "exporter/wan/router.h"

#include <utility>

#include "exporter/net/routes.h"
#include "exporter/wan/datagram.h"
#include "exporter/wan/natpmp_source.h"
#include "exporter/wan/upnp_soap.h"

namespace reach::wan {
namespace {

// Rounds between two searches in a network without a UPnP gateway.
constexpr int kRoundsBetween = 10;

std::vector<Address> GatewaysOf(const config::WanSource& source) {
  std::vector<Address> gateways;
  if (const auto named = Address::Parse(source.host)) {
    gateways.push_back(*named);
  } else {
    gateways = ReadDefaultGateways();
  }
  std::erase_if(gateways, [](const Address& gateway) { return !gateway.is_v4(); });
  return gateways;
}

}  // namespace

Router::Router(asio::io_context& io, Helpers& helpers, Ports ports, Duration patience)
    : io_(io), helpers_(helpers), ports_(std::move(ports)), patience_(patience) {}

Task<RouterReading> Router::Read(config::WanSource source) {
  RouterReading reading;
  for (const Address& gateway : GatewaysOf(source)) {
    reading = co_await ReadOne(gateway);
    if (reading.external) break;
  }
  co_return reading;
}

// What NAT-PMP says counts before UPnP, which many hold for a risk and turn off.
Task<RouterReading> Router::ReadOne(Address gateway) {
  const RouterSaid said = co_await AskNatPmp(io_, gateway, patience_);
  RouterReading reading;
  reading.external = said.external;
  reading.mismatch = said.mismatch;
  UpnpReading upnp = co_await AskUpnp(gateway);
  if (!reading.external) reading.external = upnp.external;
  reading.mappings = std::move(upnp.mappings);
  co_return reading;
}

Task<UpnpReading> Router::AskUpnp(Address gateway) {
  if (HostOf(description_url_) != gateway) {
    description_url_.clear();
    if (rounds_without_ > 0) {
      --rounds_without_;
      co_return UpnpReading();
    }
    const Address own = SourceTowards(io_, gateway);
    Helpers::Work<std::string> discover = [gateway, own](const std::atomic<bool>&) {
      return DiscoverUpnp(gateway, own);
    };
    description_url_ = co_await helpers_.Run(std::move(discover));
  }
  if (description_url_.empty()) {
    rounds_without_ = kRoundsBetween;
    co_return UpnpReading();
  }
  Helpers::Work<UpnpReading> read = [this, url = description_url_,
                                     gateway](const std::atomic<bool>& stop) {
    return ReadUpnp(url, gateway, ports_, patience_, stop);
  };
  UpnpReading reading = co_await helpers_.Run(std::move(read));
  if (!reading.external) description_url_.clear();  // it may have moved to another port
  co_return reading;
}

}  // namespace reach::wan
