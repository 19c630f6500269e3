"""The router's NAT loopback is half done: the answer goes past the router."""
from scenario import cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "no_hairpin", "router"
OUTSIDE = knows("healthy")
INSIDE = cannot_tell(CAUSE, "no_port_forward")
JOINED = knows(CAUSE)
INSIDE_NODE = "lan"


def apply(world):
    world.gateway.hairpin = "silent"
    world.gateway.apply()


def proof(world):
    yield "no connection from the home", look.tcp_is("timeout", world.lan, plan.WAN, 28082)
    yield "open from outside", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
    with look.Wire(world.host, "eth") as wire:
        look.tcp(world.lan, plan.WAN, 28082, 0.3)
        yield "packets of the home reach the host", ("tcp", True) in wire.seen(28082)
