#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Platform;

constexpr std::string_view kUfw =
    "ufw: `sudo ufw allow {port}/{protocol}`, then `sudo ufw status`. firewalld: `sudo "
    "firewall-cmd "
    "--permanent --add-port={port}/{protocol} && sudo firewall-cmd --reload`.";
constexpr std::string_view kTables =
    "nftables: `sudo nft list ruleset` shows the rule; `sudo nft insert rule inet filter input "
    "{protocol} dport {port} accept` allows it until the next boot, then put it into "
    "/etc/nftables.conf. iptables: `sudo iptables -I INPUT -p {protocol} --dport {port} -j "
    "ACCEPT`.";
constexpr std::string_view kDefender =
    "As administrator: `netsh advfirewall firewall add rule name=\"{check} {port}\" dir=in "
    "action=allow protocol={PROTOCOL} localport={port}`. The network may be set to Public: a rule "
    "for Private does not count there. A Block rule for the program wins over every Allow: remove "
    "it.";
constexpr std::string_view kSuite =
    "A security suite (Norton, McAfee, Bitdefender, Kaspersky, ESET, ...) has its own firewall in "
    "place of Windows Defender's: allow the program or {port}/{protocol} there.";
constexpr std::string_view kPublish =
    "Publish the port: `-p {port}:{port}/{protocol}` (UDP needs /udp). Docker puts its own rules "
    "before those of ufw: rules of your own belong into the chain DOCKER-USER.";
constexpr std::string_view kPolicy =
    "`kubectl get networkpolicy -A`: a policy that selects the pod must allow {port}/{protocol}. "
    "Allow the port in the firewall of the node, or of the cloud, too.";

constexpr Remedy kTable[] = {
    {kHostFirewallReject, kLinux, kUfw},
    {kHostFirewallReject, kLinux, kTables},
    {kHostFirewallReject, kWindows, kDefender},
    {kHostFirewallReject, kWindows, kSuite},
    {kHostFirewallReject, kDocker, kPublish},
    {kHostFirewallReject, kKubernetes, kPolicy},
    {kHostFirewallDrop, kLinux, kUfw},
    {kHostFirewallDrop, kLinux, kTables},
    {kHostFirewallDrop, kWindows, kDefender},
    {kHostFirewallDrop, kWindows, kSuite},
    {kHostFirewallDrop, kDocker, kPublish},
    {kHostFirewallDrop, kKubernetes, kPolicy},
    {kKubernetesNoEndpoints, kKubernetes,
     "`kubectl get endpointslices -l kubernetes.io/service-name=SERVICE`: when it is empty, the "
     "selector does not match the labels of the pod, or the pod is not ready (`kubectl describe "
     "pod "
     "POD`). Compare targetPort and protocol: {port}/{protocol}."},
    {kKubernetesNoEndpoints, kKubernetes,
     "With externalTrafficPolicy: Local only nodes that run the pod answer. A NetworkPolicy can "
     "drop "
     "the rest: `kubectl get networkpolicy -A`."},
};

}  // namespace

std::span<const Remedy> FirewallRemedies() { return kTable; }

}  // namespace reach::diagnosis
