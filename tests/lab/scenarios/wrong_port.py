"""The query listens on 28117, and 28017 is expected."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "wrong_port", "game settings"
OUTSIDE = cannot_tell(*REFUSED)
# Whose sockets they are is told by user or cgroup; in the lab all are root's. That nothing listens
# on the expected port is true as well.
INSIDE = JOINED = knows(CAUSE, "service_down")


def apply(world):
    world.game.start(query=28117)


def proof(world):
    yield "it answers on another port", look.game_answers(world.lan, plan.HOST, 28117)
    yield "the expected one refuses", look.a2s_is("refused", world.vantage1, plan.WAN)
