"""The backbone has no route to the home's provider."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "no_route", "backbone"
OUTSIDE = knows(CAUSE)
INSIDE = JOINED = knows(CAUSE, "prober_offline")  # no answer finds the way back


def apply(world):
    world.transit.ip("route", "delete", "81.105.5.0/24")


def proof(world):
    yield "net unreachable, says the backbone", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 0, "5.101.1.1")
    yield "the game answers at home", look.game_answers(world.lan, plan.HOST)
