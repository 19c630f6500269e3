"""The game's process is stopped (SIGSTOP): its kernel still shakes hands."""
import pathlib

from scenario import SILENT, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "application_hung", "host"
OUTSIDE = cannot_tell(CAUSE, *SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.freeze()


def proof(world):
    state = pathlib.Path(f"/proc/{world.game.process.pid}/status").read_text()
    yield "the process is stopped", "T (stopped)" in state
    yield "TCP shakes hands", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
    yield "nobody answers", look.a2s_is("timeout", world.host, "127.0.0.1")
