"""The DDNS name has the old address, where a stranger's host refuses."""
from scenario import REFUSED, cannot_tell, knows
from world import dns, look, plan

CAUSE, PLACE = "ddns_stale", "DDNS"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.addresses, world.names.ttl = [plan.STRANGER], 1
    world.names.start_authority()


def proof(world):
    yield "the authority has the old address", \
        dns.ask(world.host, plan.AUTHORITY, plan.NAME, recurse=False)[1] == [plan.STRANGER]
    with look.Wire(world.stranger, "wan") as wire:
        yield "refused there", look.tcp_is("refused", world.vantage1, plan.STRANGER, 28082)
        yield "by the stranger's host", ("tcp", True) in wire.seen(28082)
    yield "open at the new one", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
