"""The router forwards to another host of the home, which refuses."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan
from world.game import FORWARDED
from world.router import Forward

CAUSE, PLACE = "forward_wrong_host", "router"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = cannot_tell(CAUSE, "no_port_forward", "no_hairpin")
JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards = [Forward(*port, to=plan.LAN_HOST) for port in FORWARDED]
    world.gateway.apply()


def proof(world):
    with look.Wire(world.lan, "eth") as wire:
        yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
        yield "by the other host", ("tcp", True) in wire.seen(28082)
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
