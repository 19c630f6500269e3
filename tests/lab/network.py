"""The network of the lab: client, router and server in network namespaces, IPv4 and IPv6.

    client c0 --- r0 router r1 --- s0 server

The client's gateway has a link-local address in IPv6, as router advertisements give it.
"""
import contextlib
import socket

import harness
import namespaces
from namespaces import FAMILIES

CHAINS = {"client": "output", "router": "forward", "server": "input"}
SOCKET_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
BEACON = 9  # a port of the server that always listens

# Destinations, and what happens to a packet on its way there.
SERVER = {4: "10.77.2.2", 6: "fd77:2::2"}
NOBODY_HERE = {4: "10.77.1.99", 6: "fd77:1::99"}   # absent from the client's own LAN
NOBODY_THERE = {4: "10.77.2.99", 6: "fd77:2::99"}  # absent from the server's LAN
LOOP = {4: "10.77.3.9", 6: "fd77:3::9"}            # router and server send it to each other
ROUTER_UNREACHABLE = {4: "10.77.4.9", 6: "fd77:4::9"}
ROUTER_PROHIBIT = {4: "10.77.5.9", 6: "fd77:5::9"}
ROUTER_BLACKHOLE = {4: "10.77.6.9", 6: "fd77:6::9"}
ROUTER_HAS_NO_ROUTE = {4: "10.77.7.9", 6: "fd77:7::9"}
CLIENT_UNREACHABLE = {4: "10.77.8.9", 6: "fd77:8::9"}
CLIENT_PROHIBIT = {4: "10.77.9.9", 6: "fd77:9::9"}
CLIENT_BLACKHOLE = {4: "10.77.10.9", 6: "fd77:10::9"}
CLIENT_HAS_NO_ROUTE = {4: "203.0.113.9", 6: "2001:db8::9"}

PLAN = """
link add c0 netns client type veth peer name r0 netns router
link add s0 netns server type veth peer name r1 netns router
"""
# A kernel sends one source five errors from its IPv4 routing table, then one a second, and only the
# first user namespace may change that: each such destination is asked from an address of its own.
PLANS = {
    "client": """
address add 10.77.1.2/24 dev c0
address add 10.77.1.4/24 dev c0
address add 10.77.1.5/24 dev c0
address add 10.77.1.7/24 dev c0
address add fd77:1::2/64 dev c0 nodad
address add fe80::2/64 dev c0 nodad
link set c0 up
route add 10.77.0.0/16 via 10.77.1.1
route add 10.77.4.0/24 via 10.77.1.1 src 10.77.1.4
route add 10.77.5.0/24 via 10.77.1.1 src 10.77.1.5
route add 10.77.7.0/24 via 10.77.1.1 src 10.77.1.7
route add fd77::/16 via fe80::1 dev c0
route add unreachable 10.77.8.0/24
route add unreachable fd77:8::/64
route add prohibit 10.77.9.0/24
route add prohibit fd77:9::/64
route add blackhole 10.77.10.0/24
route add blackhole fd77:10::/64
""",
    "router": """
address add 10.77.1.1/24 dev r0
address add fd77:1::1/64 dev r0 nodad
address add fe80::1/64 dev r0 nodad
link set r0 up
address add 10.77.2.1/24 dev r1
address add fd77:2::1/64 dev r1 nodad
address add fe80::1/64 dev r1 nodad
link set r1 up
route add 10.77.3.0/24 via 10.77.2.2
route add fd77:3::/64 via fd77:2::2
route add unreachable 10.77.4.0/24
route add unreachable fd77:4::/64
route add prohibit 10.77.5.0/24
route add prohibit fd77:5::/64
route add blackhole 10.77.6.0/24
route add blackhole fd77:6::/64
""",
    "server": """
address add 10.77.2.2/24 dev s0
address add fd77:2::2/64 dev s0 nodad
address add fe80::2/64 dev s0 nodad
link set s0 up
route add default via 10.77.2.1
route add default via fd77:2::1
""",
}


class Network:
    """Three namespaces, linked and answering. Made once; gone with the process."""

    def __init__(self):
        self._rules = {name: [] for name in CHAINS}
        for name in CHAINS:
            namespaces.run("ip", "netns", "add", name)
            with self.inside(name):
                namespaces.set_sysctls(name != "client")
        namespaces.ip([], PLAN)
        for name, plan in PLANS.items():
            namespaces.ip(["-n", name], "link set lo up" + plan)
        for name, links in {"client": ["c0"], "router": ["r0", "r1"], "server": ["s0"]}.items():
            for link in links:
                namespaces.deliver_in_a_thread(name, link)
        self._await_answers()

    def inside(self, name: str):
        """This thread is in the namespace `name`: sockets made here stay in it."""
        return namespaces.inside(name)

    def command(self, name: str, *arguments) -> list[str]:
        """The command line that runs `arguments` in the namespace `name`."""
        return namespaces.command(name, *arguments)

    def add_rule(self, name: str, rule: str):
        self._rules[name].append(rule)

    def apply_rules(self, table: str):
        """Puts the rules added since the last call into force, as the table `table`."""
        for name, chain in CHAINS.items():
            lines = "\n".join(self._rules[name])
            namespaces.nft(name, f"table inet {table} {{ chain c {{ type filter hook {chain} "
                                 f"priority 0;\n{lines}\n}}\n}}\n")
            self._rules[name] = []

    def lift_rules(self, table: str):
        for name in CHAINS:
            namespaces.nft(name, f"delete table inet {table}\n")

    def _await_answers(self):
        for family in FAMILIES:
            with self.inside("server"):
                beacon = socket.create_server((SERVER[family], BEACON),
                                              family=SOCKET_FAMILY[family])
            with beacon, self.inside("client"):
                harness.wait_for(lambda: self._connects(family),
                                 f"IPv{family} through the router")

    @staticmethod
    def _connects(family: int) -> bool:
        with contextlib.suppress(OSError):
            socket.create_connection((SERVER[family], BEACON), timeout=0.5).close()
            return True
        return False
