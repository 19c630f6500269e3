"""The small internet, built and healthy; faults change it. Made once in a process, inside the
sandbox; it ends with the process."""
import concurrent.futures
import pathlib
import subprocess
import sys

import harness
import namespaces
from world import look, plan
from world.game import FORWARDED, QUERY, Game
from world.node import Node, path_of
from world.router import Forward, Router
from world.services import Mirrors, Names, Upnp

FOLDER = pathlib.Path("/run/lab")  # in memory, and of this sandbox only
NEEDED = ("dnsmasq", "turnserver", "miniupnpd", "curl", "openssl")


class World:
    """Nodes are attributes by their names: world.vantage1, world.host ..."""

    def __init__(self):
        FOLDER.mkdir()
        self.folder = FOLDER
        self.nodes, self._held = {}, []
        for name in plan.NODES:
            self.add_node(name, name in plan.FORWARDING)
        self._link()
        self._use_resolver()
        self.names = Names(self.internet)
        self.mirrors = Mirrors(self.internet)
        self.upnp = Upnp(self.router, self.folder)
        self.gateway = Router(self.router)
        self.gateway.forwards = [Forward(*port) for port in FORWARDED]
        self.game = Game(self.host)
        self._start()

    def add_node(self, name: str, forwards: bool = False) -> Node:
        node = Node(name, self.folder, forwards)
        self.nodes[name] = node
        setattr(self, name, node)
        return node

    def add_link(self, near: str, near_link: str, far: str, far_link: str):
        namespaces.ip([], f"link add name {near_link} netns {near} type veth "
                          f"peer name {far_link} netns {far}")
        for name, link in ((near, near_link), (far, far_link)):
            self.nodes[name].ip("link", "set", "dev", link, "up")
            namespaces.deliver_in_a_thread(name, link)

    def serve_ipv6(self):
        """The home is reached by IPv6 too: the game, the router, the name."""
        self.game.start(address="::")
        self.gateway.open6 = list(FORWARDED)
        self.gateway.apply()
        self.names.addresses = [plan.WAN, plan.HOST6]
        self.names.start_authority()

    def answer_query_on_the_way(self):
        """A filter in the backbone answers the game's query itself."""
        self.internet.start(sys.executable, path_of("game_server.py"), "--query", QUERY,
                            ready="ready")
        namespaces.nft("transit", f"""
table ip filter_box {{
  chain prerouting {{ type nat hook prerouting priority dstnat;
    ip daddr {plan.WAN} udp dport {QUERY} counter dnat to {plan.CONTROL}
  }}
}}
""")

    def hold(self, made):
        """Keeps a socket open as long as the world is there."""
        self._held.append(made)

    def _link(self):
        for link in plan.LINKS:
            self.add_link(*link)
        for name, batch in plan.PLANS.items():
            self.nodes[name].configure(batch)

    def _use_resolver(self):
        """For every program here: the sandbox has a mount namespace of its own."""
        file = self.folder / "resolv.conf"
        file.write_text(f"nameserver {plan.RESOLVER}\n")
        subprocess.run(["mount", "--bind", file, "/etc/resolv.conf"], check=True)

    def _start(self):
        self.gateway.apply()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for started in [pool.submit(act) for act in (self.names.start, self.mirrors.start,
                                                         self.upnp.start, self.game.start)]:
                started.result()
        harness.wait_for(lambda: isinstance(look.a2s(self.vantage1, plan.WAN), bytes),
                         "the game answers a vantage")
