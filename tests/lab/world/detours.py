"""Changes of the way between the home and the internet: a NAT above the home router, and a long
line."""
import sys

import namespaces
from world import plan
from world.node import path_of

LINE_SIDES = ("near", "far")


def put_behind_nat(world, provider_side: str, router_side: str):
    """The router gets a /30 address that is not public; the provider translates it to the address
    that was the router's."""
    world.isp.ip("-4", "address", "flush", "dev", "home")
    world.router.ip("-4", "address", "flush", "dev", "wan")
    world.isp.ip("address", "add", f"{provider_side}/30", "dev", "home")
    world.isp.ip("address", "add", f"{plan.WAN}/32", "dev", "up")
    world.router.ip("address", "add", f"{router_side}/30", "dev", "wan")
    world.router.ip("route", "add", "default", "via", provider_side)
    namespaces.nft("isp", f"""
table ip carrier {{
  chain postrouting {{ type nat hook postrouting priority srcnat;
    oifname up ip saddr {router_side} snat to {plan.WAN}
  }}
  chain input {{ type filter hook input priority 0;
    ct state established,related accept
    ip daddr {plan.WAN} counter drop
  }}
}}
""")
    world.gateway.wan = router_side
    world.gateway.apply()


def lengthen(world, seconds: float):
    """The line between the backbone and the provider takes this long, each way."""
    world.transit.ip("link", "delete", "isp")
    world.add_node("line")
    world.add_link("transit", "isp", "line", "near")
    world.add_link("isp", "up", "line", "far")
    for name in ("transit", "isp"):
        lines = [line for line in plan.PLANS[name].splitlines()
                 if any(word in line for word in (" dev isp", " dev up", " via 62.104.4.",
                                                  " via 2a05:4:4::"))]
        world.nodes[name].configure("\n" + "\n".join(lines) + "\n")
    for node, link in (("transit", "isp"), ("isp", "up"), ("line", "near"), ("line", "far")):
        # A checksum that is left to the hardware would never be made.
        namespaces.switch(node, link, namespaces.SET_CHECKSUMS, False)
        namespaces.switch(node, link, namespaces.SET_GRO, False)
    world.line.start(sys.executable, path_of("long_line.py"), seconds, *LINE_SIDES, ready="ready")
