"""The router forwards to an address of the home that nobody has."""
from scenario import cannot_tell, knows
from world import look, plan
from world.game import FORWARDED
from world.router import Forward

CAUSE, PLACE = "forward_wrong_host", "router"
OUTSIDE = cannot_tell(CAUSE, "host_down")
INSIDE = cannot_tell(CAUSE, "no_port_forward", "no_hairpin", "host_down")
JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards = [Forward(*port, to=plan.ABSENT) for port in FORWARDED]
    world.gateway.apply()


def proof(world):
    yield "the router says host unreachable", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 1, plan.WAN)
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
    yield "the game answers at home", look.game_answers(world.lan, plan.HOST)
