"""One of the game's listeners is missing, the others are there."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "service_down", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(companion=None)


def proof(world):
    yield "nothing listens on the port", ":28082 " not in world.host.listeners()
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "the query answers", look.game_answers(world.vantage1, plan.WAN)
