"""The DDNS name is right again, and resolvers still have the old address."""
from scenario import SILENT, cannot_tell, knows
from world import dns, plan

CAUSE, PLACE = "ddns_propagating", "DNS cache"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.addresses, world.names.ttl = [plan.UNUSED], 300
    world.names.start_authority()
    dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)
    world.names.addresses = [plan.WAN]
    world.names.start_authority()


def proof(world):
    yield "the authority has the new address", \
        dns.ask(world.host, plan.AUTHORITY, plan.NAME, recurse=False)[1] == [plan.WAN]
    code, addresses, ttl = dns.ask(world.host, plan.RESOLVER, plan.NAME)
    yield "the resolver has the old one", (code, addresses) == ("ok", [plan.UNUSED])
    yield "for some minutes more", 60 < ttl <= 300
