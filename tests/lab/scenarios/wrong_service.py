"""Something else answers on the query's port."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "wrong_service", "host"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(reply="220 hello")


def proof(world):
    yield "the answer is not a game's", look.a2s(world.vantage1, plan.WAN) == b"220 hello"
