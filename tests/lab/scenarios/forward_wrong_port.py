"""The router forwards to ports of the host where nothing listens."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan
from world.game import FORWARDED
from world.router import Forward

CAUSE, PLACE = "forward_wrong_port", "router"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = cannot_tell(CAUSE, "no_port_forward", "no_hairpin")
JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards = [Forward(transport, port, to_port=port + 1000)
                              for transport, port in FORWARDED]
    world.gateway.apply()


def proof(world):
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "packets reach the host on another port", \
        "host" in look.passes(world, 28082, host_port=29082)
    yield "where nothing listens", ":29082 " not in world.host.listeners()
    yield "the game answers at home", look.game_answers(world.lan, plan.HOST)
