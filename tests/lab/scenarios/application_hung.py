"""The game's loop hangs: sockets are there, nobody reads them."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan
from world.game import QUERY

CAUSE, PLACE = "application_hung", "host"
OUTSIDE = cannot_tell(CAUSE, *SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(deaf=True)


def proof(world):
    yield "the query is silent", look.a2s_is("timeout", world.vantage1, plan.WAN)
    yield "on loopback too", look.a2s_is("timeout", world.host, "127.0.0.1")
    yield "TCP still shakes hands", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
    line = next(line for line in world.host.listeners().splitlines() if f":{QUERY} " in line)
    yield "what was asked waits unread", int(line.split()[2]) > 0
