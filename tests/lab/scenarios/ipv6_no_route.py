"""Only IPv6 is broken: the backbone has no route to the home's prefix."""
from scenario import Target, blind, knows
from world import look, plan

CAUSE, PLACE = "ipv6_broken", "backbone"
OUTSIDE = JOINED = knows(CAUSE, "no_route")
INSIDE = blind()
TARGET = Target(family="both")


def apply(world):
    world.serve_ipv6()
    world.transit.ip("route", "delete", "2a05:5::/32")


def proof(world):
    yield "no route", look.tcp_is("ENETUNREACH", world.vantage1, plan.HOST6, 28082)
    yield "IPv4 answers", look.game_answers(world.vantage1, plan.WAN)
