"""The DDNS name is gone: it expired at the provider."""
from scenario import knows
from world import dns, look, plan

CAUSE, PLACE = "ddns_gone", "DDNS"
OUTSIDE = knows(CAUSE, "dns_nxdomain")
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.addresses = []
    world.names.start_authority()


def proof(world):
    for server in (plan.AUTHORITY, plan.RESOLVER):
        yield f"{server} says that there is no such name", \
            dns.ask(world.vantage1, server, plan.NAME)[0] == "nxdomain"
    yield "the zone is there", dns.ask(world.vantage1, plan.RESOLVER, f"control.{plan.ZONE}")[1] \
        == [plan.CONTROL]
    yield "the game answers at its address", look.game_answers(world.vantage1, plan.WAN)
