"""The game does not run: its host refuses."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "service_down", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.stop()


def proof(world):
    yield "nothing listens", not world.host.listeners().strip()
    yield "TCP is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "UDP is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
