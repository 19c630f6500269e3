"""The query's port is not forwarded: playable, but in no server list."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan
from world.game import COMPANION, GAME, QUERY
from world.router import Forward

CAUSE, PLACE = "query_port_only", "router"
OUTSIDE = cannot_tell(CAUSE, *SILENT)
INSIDE = cannot_tell(CAUSE, "no_port_forward", "no_hairpin")
JOINED = knows(CAUSE, "no_port_forward")


def apply(world):
    world.gateway.forwards = [Forward("udp", GAME), Forward("tcp", COMPANION)]
    world.gateway.apply()


def proof(world):
    yield "the query is silent", look.a2s_is("timeout", world.vantage1, plan.WAN)
    yield "it does not reach the host", look.passes(world, QUERY, "udp") == {"isp", "router"}
    yield "the game's packets do", look.passes(world, GAME, "udp") == {"isp", "router", "host"}
    yield "it answers at home", look.game_answers(world.lan, plan.HOST)
