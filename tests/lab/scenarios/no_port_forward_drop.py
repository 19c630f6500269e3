"""The router forwards nothing, and drops."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "no_port_forward", "router"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = cannot_tell(CAUSE, "no_hairpin")
JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards = []
    world.gateway.apply()


def proof(world):
    yield "silence from outside", look.tcp_is("timeout", world.vantage1, plan.WAN, 28082)
    yield "open at home", look.tcp_is("open", world.lan, plan.HOST, 28082)
    with look.Wire(world.router, "wan") as wan, look.Wire(world.host, "eth") as eth:
        look.tcp(world.vantage1, plan.WAN, 28082, 0.3)
        yield "packets reach the router", bool(wan.seen(28082))
        yield "packets do not reach the host", not eth.seen(28082)
