"""The DDNS name has the old address, where nobody answers."""
from scenario import SILENT, cannot_tell, knows
from world import dns, look, plan, upnp

CAUSE, PLACE = "ddns_stale", "DDNS"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.addresses, world.names.ttl = [plan.UNUSED], 1
    world.names.start_authority()


def proof(world):
    yield "the authority has the old address", \
        dns.ask(world.host, plan.AUTHORITY, plan.NAME, recurse=False)[1] == [plan.UNUSED]
    yield "the router has another", upnp.external_address(world.host) == plan.WAN
    yield "silence at the old one", look.tcp_is("timeout", world.vantage1, plan.UNUSED, 28082)
    yield "open at the new one", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
