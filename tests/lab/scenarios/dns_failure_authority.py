"""The zone's name server is dead, and the resolver can only say that it failed."""
from scenario import knows
from world import dns, plan

CAUSE, PLACE = "dns_failure", "DNS"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.stop_authority()


def proof(world):
    yield "the authority is dead", \
        dns.ask(world.vantage1, plan.AUTHORITY, plan.NAME)[0] == "closed"
    yield "the resolver says no address", dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[0] in \
        ("servfail", "refused", "timeout")
