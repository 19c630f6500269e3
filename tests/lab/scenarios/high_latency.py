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
    yield "it is open", look.tcp(world.vantage1, plan.WAN, 28082, 5) == "open"
    took = time.monotonic() - started
    yield "and takes its time", 0.8 <= took < 3
    yield "the query answers", b"Rust" in look.a2s(world.vantage1, plan.WAN, seconds=3)
