"""The home's line is down."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "prober_offline", "line of the home"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.isp.ip("link", "set", "dev", "home", "down")


def proof(world):
    yield "nothing goes out", look.tcp(world.host, plan.CONTROL, 80) != "refused"
    yield "nothing comes in", look.tcp(world.vantage1, plan.WAN, 28082, 4) != "open"
    yield "the game answers at home", look.game_answers(world.lan, plan.HOST)
    yield "the vantage has a network", look.tcp_is("refused", world.vantage1, plan.CONTROL, 80)
