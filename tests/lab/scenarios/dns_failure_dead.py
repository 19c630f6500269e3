"""The resolver is dead."""
from scenario import knows
from world import dns, look, plan

CAUSE, PLACE = "dns_failure", "resolver"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.stop_resolver()


def proof(world):
    yield "the resolver's port is closed", \
        dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[0] == "closed"
    yield "the authority answers", dns.ask(world.vantage1, plan.AUTHORITY, plan.NAME)[0] == "ok"
    yield "the game answers at its address", look.game_answers(world.vantage1, plan.WAN)
