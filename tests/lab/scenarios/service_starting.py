"""The game's process runs, and has bound none of its ports yet."""
import pathlib

from scenario import REFUSED, Target, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "service_starting", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)
TARGET = Target(page_after="10m")


def apply(world):
    world.game.start(game=None, query=None, rcon=None, companion=None)


def proof(world):
    comm = pathlib.Path(f"/proc/{world.game.process.pid}/comm").read_text().strip()
    yield "its process runs", comm == "RustDedicated" and world.game.process.running()
    yield "nothing listens", not world.host.listeners().strip()
    yield "it is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
