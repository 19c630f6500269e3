"""The vantage that looks from outside has lost its own line."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "prober_offline", "vantage"
OUTSIDE = knows(CAUSE)
INSIDE = knows("healthy")
JOINED = knows("healthy", CAUSE)  # the other vantage sees that all is well


def apply(world):
    world.transit.ip("link", "set", "dev", "v1", "down")


def proof(world):
    yield "the vantage reaches nothing", look.tcp(world.vantage1, plan.CONTROL, 80) != "refused"
    yield "the others do", look.tcp_is("refused", world.vantage2, plan.CONTROL, 80)
    yield "the game answers another vantage", look.game_answers(world.vantage2, plan.WAN)
