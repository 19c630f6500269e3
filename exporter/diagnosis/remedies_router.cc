#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Platform;

constexpr Remedy kTable[] = {
    {kNoPortForward, kRouter,
     "Add a port forward in the router: outside {port}, inside {port}, protocol {PROTOCOL}, to the "
     "address of the server in your network. For IPv6 open the port for that machine instead."},
    {kNoPortForward, kKubernetes,
     "Forward it to the address of the Service (LoadBalancer) or to a node and its NodePort."},
    {kForwardWrongPort, kRouter,
     "Correct the inside port of the forward: it should be {port}, protocol {PROTOCOL}."},
    {kForwardWrongPort, kDocker, "Compare both numbers of `-p OUTSIDE:INSIDE/{protocol}`."},
    {kForwardWrongPort, kKubernetes, "Compare port, targetPort and nodePort of the Service."},
    {kForwardWrongHost, kRouter,
     "Correct the machine of the forward for {port}/{protocol}, and reserve the server's address "
     "in "
     "the router's DHCP so that it stays."},
    {kNoHairpin, kRouter,
     "Nothing is broken for players. Inside, use the server's address in your network; or switch "
     "on "
     "NAT loopback (hairpin) in the router."},
    {kNoHairpin, kAny,
     "Or let your own DNS give the inside address for {host} at home (split DNS)."},
};

}  // namespace

std::span<const Remedy> RouterRemedies() { return kTable; }

}  // namespace reach::diagnosis
