"""The resolver does not answer."""
from scenario import knows
from world import dns, look, plan

CAUSE, PLACE = "dns_failure", "resolver"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.internet.filter("input", f"ip daddr {plan.RESOLVER} udp dport 53 hit drop")


def proof(world):
    yield "the resolver is silent", \
        dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[0] == "timeout"
    yield "the game answers at its address", look.game_answers(world.vantage1, plan.WAN)
