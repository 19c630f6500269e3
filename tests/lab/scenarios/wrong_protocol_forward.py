"""The router forwards the query's port for TCP, and it is UDP."""
from scenario import SILENT, cannot_tell
from world import look, plan, upnp
from world.game import COMPANION, GAME, QUERY
from world.router import Forward

CAUSE, PLACE = "wrong_protocol", "router"
OUTSIDE = cannot_tell(CAUSE, *SILENT)
INSIDE = JOINED = cannot_tell(CAUSE, "no_port_forward")  # the router lists the wrong forward


def apply(world):
    world.gateway.forwards = [Forward("udp", GAME), Forward("tcp", COMPANION)]
    world.gateway.apply()
    upnp.add_mapping(world.host, Forward("tcp", QUERY))


def proof(world):
    yield "UDP does not pass the router", look.passes(world, QUERY, "udp") == {"isp", "router"}
    yield "TCP does", look.passes(world, QUERY) == {"isp", "router", "host"}
    yield "the router lists it", plan.HOST in upnp.mapping(world.host, "tcp", QUERY)
