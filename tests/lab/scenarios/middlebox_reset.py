"""A device in the backbone resets connections in the host's name."""
from scenario import blind, knows
from world import look, plan

CAUSE, PLACE = "middlebox_reset", "backbone"
OUTSIDE = JOINED = knows(CAUSE)
INSIDE = blind()


def apply(world):
    world.transit.filter("forward", "oifname isp tcp dport 28082 hit reject with tcp reset")


def proof(world):
    before = world.transit.hits()
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "the device counts it", world.transit.hits() > before
    yield "packets do not reach the provider", look.passes(world, 28082) == set()
    yield "the query answers", look.game_answers(world.vantage1, plan.WAN)
