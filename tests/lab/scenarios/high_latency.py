"""The line is long: 400 ms each way."""
import time

from scenario import blind, knows
from world import detours, look, plan

CAUSE, PLACE = "high_latency", "line"
OUTSIDE = JOINED = knows(CAUSE)
INSIDE = blind()


def apply(world):
    detours.lengthen(world, 0.4)


def proof(world):
    started = time.monotonic()
    yield "it is open", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
    took = time.monotonic() - started
    yield "and takes its time", 0.8 <= took < 8
    yield "the query answers", look.game_answers(world.vantage1, plan.WAN)
