"""The name is misspelt: there is no such name."""
from scenario import Target, knows
from world import dns, plan

CAUSE, PLACE = "dns_nxdomain", "configuration"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)
TARGET = Target(host=f"myservr.{plan.ZONE}")
WORLD_IS_WELL = True  # the fault is in the name that players, and the configuration, have


def apply(world):
    pass


def proof(world):
    yield "there is no such name", \
        dns.ask(world.vantage1, plan.RESOLVER, TARGET.host)[0] == "nxdomain"
    yield "the right one is there", dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[0] == "ok"
