"""The router forwards the query to a wrong port, and lists the forward by UPnP."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan, upnp
from world.game import COMPANION, GAME, QUERY
from world.router import Forward

CAUSE, PLACE = "forward_wrong_port", "router"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.gateway.forwards = [Forward("udp", GAME), Forward("tcp", COMPANION)]
    world.gateway.apply()
    upnp.add_mapping(world.host, Forward("udp", QUERY, to_port=28018))


def proof(world):
    yield "the query is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
    yield "packets reach the host on another port", \
        "host" in look.passes(world, QUERY, "udp", host_port=28018)
    yield "the router lists it", ">28018<" in upnp.mapping(world.host, "udp", QUERY)
