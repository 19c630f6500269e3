"""Only IPv6 is broken: the name's AAAA record is from the prefix of yesterday."""
from scenario import Target, knows
from world import dns, look, plan

CAUSE, PLACE = "ipv6_broken", "DDNS"
OUTSIDE = knows(CAUSE)
INSIDE = JOINED = knows(CAUSE, "ddns_stale")
TARGET = Target(family="both")


def apply(world):
    world.serve_ipv6()
    world.names.addresses = [plan.WAN, plan.STRANGER6]
    world.names.start_authority()


def proof(world):
    yield "the name has a stranger's address", \
        dns.ask(world.vantage1, plan.RESOLVER, plan.NAME, dns.AAAA)[1] == [plan.STRANGER6]
    yield "who refuses", look.a2s_is("refused", world.vantage1, plan.STRANGER6)
    yield "the right one answers", look.game_answers(world.vantage1, plan.HOST6)
    yield "IPv4 answers", look.game_answers(world.vantage1, plan.WAN)
