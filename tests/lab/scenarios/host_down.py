"""The game's host is off."""
from scenario import cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "host_down", "host"
OUTSIDE = cannot_tell(CAUSE, "forward_wrong_host")
INSIDE = JOINED = knows(CAUSE)
INSIDE_NODE = "lan"


def apply(world):
    world.host.ip("link", "set", "dev", "eth", "down")
    for neighbour, link in ((world.router, "lan"), (world.lan, "eth")):
        neighbour.ip("neighbour", "flush", "dev", link)  # it is off for longer than they remember


def proof(world):
    yield "the LAN has no such host", look.tcp_is("EHOSTUNREACH", world.lan, plan.HOST, 28082)
    yield "the router says host unreachable", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 1, plan.WAN)
