"""The router forwards to another host of the home, whose firewall drops."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan
from world.game import ALL_PORTS, FORWARDED
from world.router import Forward

CAUSE, PLACE = "forward_wrong_host", "router"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = cannot_tell(CAUSE, "no_port_forward", "no_hairpin")
JOINED = knows(CAUSE)


def apply(world):
    world.lan.filter("input", f"{ALL_PORTS} hit drop")
    world.gateway.forwards = [Forward(*port, to=plan.LAN_HOST) for port in FORWARDED]
    world.gateway.apply()


def proof(world):
    before = world.lan.hits()
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
    yield "the other host drops them", world.lan.hits() > before
    yield "silence from outside", look.a2s_is("timeout", world.vantage1, plan.WAN)
