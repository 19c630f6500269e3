#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

using enum Cause;
using enum Platform;

constexpr Remedy kTable[] = {
    {kHostDown, kAny,
     "Switch the machine on. If it is on, look for its address (`ip addr`, `ipconfig`): reserve "
     "the "
     "old one in the router's DHCP, or correct the target."},
    {kServiceDown, kAny, "Start the server, and read its log: does it crash, or use another port?"},
    {kServiceDown, kLinux,
     "`ss -lntup | grep -w {port}` shows who listens; `systemctl status` why "
     "it does not run."},
    {kServiceDown, kWindows, "`netstat -ano | findstr :{port}` shows who listens."},
    {kServiceDown, kDocker, "`docker ps -a` and `docker logs NAME`: does the container restart?"},
    {kServiceDown, kKubernetes,
     "`kubectl get pods` and `kubectl logs --previous POD`: does it restart?"},
    {kServiceStarting, kAny,
     "Wait: the map is loading, and RCON opens last. If a start always takes longer, raise "
     "page_after. If the process is always young, it crashes: read its log."},
    {kWrongPort, kAny,
     "Start the server with {port} (Rust: +server.port, +server.queryport, +rcon.port), or correct "
     "the port of the check."},
    {kWrongProtocol, kAny,
     "Check the port by the protocol that the server uses, and forward and allow that one. Rust: "
     "game and query are UDP, RCON is TCP."},
    {kWrongService, kAny,
     "Find out who uses {port}/{protocol}: stop it, or give the server another port. Check that "
     "the "
     "module fits the service."},
    {kWrongService, kLinux, "`ss -lntup | grep -w {port}`"},
    {kWrongService, kWindows,
     "`netstat -ano | findstr :{port}`, then the PID in the task manager."},
    {kBoundToLoopback, kAny,
     "Bind it to 0.0.0.0 and restart it (Rust: +server.ip 0.0.0.0, +rcon.ip 0.0.0.0)."},
    {kBoundToLoopback, kDocker,
     "Publish the port to all: `-p {port}:{port}/{protocol}`, not `-p 127.0.0.1:...`; and let the "
     "server in the container listen on 0.0.0.0."},
    {kBoundToLoopback, kKubernetes,
     "Let the server listen on 0.0.0.0: a Service reaches the address of the pod, not its "
     "loopback."},
    {kBoundToLostAddress, kAny,
     "Bind it to 0.0.0.0 instead of one address (Rust: +server.ip 0.0.0.0), and restart it. "
     "Reserve "
     "the machine's address in the router's DHCP."},
    {kIpv6OnlyBind, kAny, "Bind it to 0.0.0.0, or let [::] serve IPv4 too."},
    {kIpv6OnlyBind, kLinux, "`sysctl net.ipv6.bindv6only` should say 0; then restart the server."},
    {kAcceptQueueFull, kAny,
     "The server hangs or is overloaded: look at its CPU and its log, and restart it. If it is "
     "only "
     "busy, raise the backlog of its socket."},
    {kAcceptQueueFull, kLinux,
     "`ss -lnt sport = :{port}` shows waiting connections and the limit; `sysctl "
     "net.core.somaxconn` is its upper bound."},
    {kApplicationHung, kAny,
     "Look at CPU, memory and disk of the server, then restart it. A process that was stopped "
     "(state T) goes on after `kill -CONT PID`. A long save or a plugin can look the same."},
    {kProxyBackendDown, kAny,
     "Start the server behind the proxy, or correct where the proxy leads."},
    {kProxyBackendDown, kDocker,
     "`docker ps -a`: docker-proxy accepts although nothing listens in the container on that "
     "port."},
    {kClosedEarly, kAny,
     "Read the server's log: it hangs up on us, by a ban, a limit of connections or an error."},
    {kRconAuth, kAny,
     "Compare the password, and the kind: rcon.web 1 is WebSocket, rcon.web 0 is Source RCON. Some "
     "servers keep only a few connections of one address."},
    {kRconExposed, kRouter,
     "Remove the forward of {port}/{protocol}: use RCON from inside or by VPN."},
    {kRconExposed, kLinux,
     "`sudo ufw deny {port}/{protocol}`, or allow it from your network only."},
    {kVersionMismatch, kAny,
     "Update the server (SteamCMD: app_update with validate) and its plugins, then restart it."},
    {kQueryPortOnly, kRouter,
     "Forward {port}/{protocol} like the game's port, and allow it in the firewall."},
};

}  // namespace

std::span<const Remedy> ServerRemedies() { return kTable; }

}  // namespace reach::diagnosis
