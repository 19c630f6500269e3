"""The router forwards nothing, and refuses itself."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "no_port_forward", "router"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = cannot_tell(CAUSE, "no_hairpin")
JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards, world.gateway.closed = [], "refuse"
    world.gateway.apply()


def proof(world):
    yield "TCP is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "UDP is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
    yield "it is open at home", look.tcp_is("open", world.lan, plan.HOST, 28082)
