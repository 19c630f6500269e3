"""The router has no NAT loopback, and refuses from the home: outside all is well."""
from scenario import cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "no_hairpin", "router"
OUTSIDE = knows("healthy")
INSIDE = cannot_tell(CAUSE, "no_port_forward")
JOINED = knows(CAUSE)
INSIDE_NODE = "lan"


def apply(world):
    world.gateway.hairpin = "refused"
    world.gateway.apply()


def proof(world):
    yield "refused from the home", look.tcp_is("refused", world.lan, plan.WAN, 28082)
    yield "open from outside", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
