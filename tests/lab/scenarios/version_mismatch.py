"""The server has not been updated: players have a newer version."""
from scenario import Target, knows
from world import look, plan

CAUSE, PLACE = "version_mismatch", "host"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)
TARGET = Target(version=2640)


def apply(world):
    pass  # the players, and the configuration, have moved on


def proof(world):
    yield "the server says 2633", b",v2633," in look.a2s(world.vantage1, plan.WAN)
    yield "and 2640 is expected", TARGET.version == 2640
