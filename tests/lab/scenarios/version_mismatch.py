"""The server has not been updated: players have a newer version."""
from scenario import Target, knows
from world import look, plan

CAUSE, PLACE = "version_mismatch", "host"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)
TARGET = Target(version=2633)


def apply(world):
    world.game.start(version=2599)


def proof(world):
    reply = look.a2s(world.vantage1, plan.WAN, seconds=look.LONG)
    yield "the server says 2599", b",v2599," in reply
