"""The host's firewall drops what comes from one vantage's network."""
from scenario import SILENT, blind, cannot_tell, knows
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "source_blocked", "host"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = blind()
JOINED = knows(CAUSE)


def apply(world):
    world.host.filter("input", f"ip saddr 5.101.1.0/24 {ALL_PORTS} hit drop")


def proof(world):
    before = world.host.hits()
    yield "silence for one vantage", look.a2s_is("timeout", world.vantage1, plan.WAN)
    yield "the firewall counts it", world.host.hits() > before
    yield "the other is answered", look.game_answers(world.vantage2, plan.WAN)
