"""The game listens on IPv6 only; the name has both families."""
from scenario import REFUSED, Target, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "ipv6_only_bind", "host"
OUTSIDE = cannot_tell(CAUSE, *REFUSED)
INSIDE = JOINED = knows(CAUSE)
TARGET = Target(family="both")


def apply(world):
    world.serve_ipv6()
    world.game.start(address="::", only6=True)


def proof(world):
    yield "IPv6 answers", look.game_answers(world.vantage1, plan.HOST6)
    yield "IPv4 is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
    yield "ss shows [::] only", "0.0.0.0:280" not in world.host.listeners()
