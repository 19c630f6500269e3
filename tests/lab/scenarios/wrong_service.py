"""Something else answers on the query's port."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "wrong_service", "host"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(reply="220 hello")


def proof(world):
    reply = look.a2s(world.vantage1, plan.WAN, seconds=look.LONG)
    yield "the answer is not a game's", reply == b"220 hello"
