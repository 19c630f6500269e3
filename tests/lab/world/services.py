"""The services of the small internet: name servers, STUN, what is my address, the router's UPnP."""
import pathlib
import sys

import harness
from world import plan
from world.node import path_of

DNSMASQ = ("dnsmasq", "-d", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
           "--bind-interfaces", "--pid-file=")
UPNP_PORT = 5000
UPNP_CHAINS = """
table inet upnp {
  chain forward { type filter hook forward priority -5; jump miniupnpd; }
  chain miniupnpd { }
  chain prerouting { type nat hook prerouting priority dstnat; jump prerouting_miniupnpd; }
  chain prerouting_miniupnpd { }
  chain postrouting { type nat hook postrouting priority srcnat; jump postrouting_miniupnpd; }
  chain postrouting_miniupnpd { }
}
"""
UPNP_SETTINGS = """
ext_ifname=wan
listening_ip=lan
port={port}
enable_upnp=yes
enable_natpmp=yes
secure_mode=no
system_uptime=yes
uuid=d0c0f2d5-7738-4973-9bf1-57588dc84fc8
upnp_table_name=upnp
upnp_nat_table_name=upnp
upnp_forward_chain=miniupnpd
upnp_nat_chain=prerouting_miniupnpd
upnp_nat_postrouting_chain=postrouting_miniupnpd
allow 1024-65535 0.0.0.0/0 1024-65535
"""


class Names:
    """dnsmasq twice: the authority of the zone, where the DDNS name is, and a recursive resolver
    that keeps answers as long as their TTL says."""

    def __init__(self, node):
        self._node = node
        self._authority = self._resolver = None
        self.addresses = [plan.WAN]  # of the DDNS name
        self.ttl = 60

    def start(self):
        self.start_authority()
        self.start_resolver()

    def start_authority(self):
        """Anew with what `addresses` and `ttl` are now."""
        stop(self._authority)
        game = [f"--host-record={plan.NAME},{','.join(self.addresses)}"] * bool(self.addresses)
        self._authority = self._node.start(
            *DNSMASQ, f"--listen-address={plan.AUTHORITY}",
            f"--auth-server=ns1.{plan.ZONE},{plan.AUTHORITY}", f"--auth-zone={plan.ZONE}",
            f"--auth-ttl={self.ttl}", f"--host-record=ns1.{plan.ZONE},{plan.AUTHORITY}",
            f"--host-record=control.{plan.ZONE},{plan.CONTROL}", *game, ready="started, version")

    def start_resolver(self):
        stop(self._resolver)
        self._resolver = self._node.start(
            *DNSMASQ, f"--listen-address={plan.RESOLVER}", "--cache-size=1000",
            f"--server=/{plan.ZONE}/{plan.AUTHORITY}", ready="started, version")

    def stop_authority(self):
        stop(self._authority)

    def fail_authority(self):
        """It answers, that it failed."""
        stop(self._authority)
        self._authority = self._node.start(sys.executable, path_of("my_address.py"), "--dns",
                                           plan.AUTHORITY, "--fail", ready="ready")

    def stop_resolver(self):
        stop(self._resolver)


class Mirrors:
    """What says which address one comes from: STUN (coturn), HTTP and DNS."""

    def __init__(self, node):
        self._node = node
        self._stun = self._http = self._dns = None

    def start(self):
        self._stun = self._node.start(
            "turnserver", "-n", "--stun-only", "--no-cli", "--no-tls", "--no-dtls",
            f"--listening-ip={plan.STUN}", "--listening-port=3478", "--pidfile=/run/turn.pid",
            "--log-file=stdout", "--db=/run/turn.db")
        self.say_by_http()
        self.say_by_dns()

    def stop_stun(self):
        stop(self._stun)

    def say_by_http(self, *options):
        stop(self._http)
        self._http = self._mirror("--http", plan.ECHO_HTTP, "2a05:3:3::80", *options)

    def say_by_dns(self, *options):
        stop(self._dns)
        self._dns = self._mirror("--dns", plan.ECHO_DNS, *options)

    def _mirror(self, *arguments):
        return self._node.start(sys.executable, path_of("my_address.py"), *arguments, ready="ready")


class Upnp:
    """The real miniupnpd on the home router: UPnP IGD and NAT-PMP."""

    def __init__(self, node, folder: pathlib.Path):
        self._node, self._folder, self._process = node, folder, None

    def start(self):
        self._node.run("nft", "-f", "-", text=UPNP_CHAINS)
        # It sends its announcements there.
        self._node.ip("route", "add", "239.0.0.0/8", "dev", "lan")
        settings = self._folder / "miniupnpd.conf"
        settings.write_text(UPNP_SETTINGS.format(port=UPNP_PORT))
        self._process = self._node.start("miniupnpd", "-d", "-f", settings,
                                         "-P", "/run/miniupnpd.pid")

    def stop(self):
        stop(self._process)


def stop(process: harness.Process | None):
    if process:
        process.stop()


