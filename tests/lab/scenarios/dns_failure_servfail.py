"""The zone's name servers fail, and the resolver can only pass that on."""
from scenario import knows
from world import dns, look, plan

CAUSE, PLACE = "dns_failure", "DNS"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.fail_authority()


def proof(world):
    for server in (plan.AUTHORITY, plan.RESOLVER):
        yield f"{server} says that it failed", \
            dns.ask(world.vantage1, server, plan.NAME)[0] == "servfail"
    yield "the game answers at its address", look.game_answers(world.vantage1, plan.WAN)
