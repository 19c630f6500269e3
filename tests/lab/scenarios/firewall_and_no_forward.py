"""Two faults: the host's firewall drops, and the router forwards nothing."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "no_port_forward", "router and host"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = cannot_tell(CAUSE, "no_hairpin", "healthy")
JOINED = knows(CAUSE, "host_firewall_drop")


def apply(world):
    world.host.filter("input", "iifname lo accept", f"{ALL_PORTS} hit drop")
    world.gateway.forwards = []
    world.gateway.apply()


def proof(world):
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
    before = world.host.hits()
    yield "silence at home", look.tcp_is("timeout", world.lan, plan.HOST, 28082)
    yield "the firewall counts it", world.host.hits() > before
