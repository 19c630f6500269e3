"""Only IPv6 is broken: the router lets none in."""
from scenario import Target, blind, knows
from world import dns, look, plan

CAUSE, PLACE = "ipv6_broken", "router"
OUTSIDE = JOINED = knows(CAUSE)
INSIDE = blind()
TARGET = Target(family="both")


def apply(world):
    world.serve_ipv6()
    world.gateway.open6 = []
    world.gateway.apply()


def proof(world):
    yield "IPv6 is silent", look.a2s_is("timeout", world.vantage1, plan.HOST6)
    yield "IPv4 answers", look.game_answers(world.vantage1, plan.WAN)
    yield "the name has both", \
        dns.ask(world.vantage1, plan.RESOLVER, plan.NAME, dns.AAAA)[1] == [plan.HOST6]
