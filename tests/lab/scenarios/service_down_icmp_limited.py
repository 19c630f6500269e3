"""The game does not run, and its host sends few ICMP errors: closed UDP ports look silent."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "service_down", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.stop()
    world.host.filter("output", "icmp type destination-unreachable "
                                "limit rate over 1/minute burst 1 packets hit drop")


def proof(world):
    look.a2s(world.vantage1, plan.WAN)
    before = world.host.hits()
    yield "UDP is silent", look.a2s_is("timeout", world.vantage1, plan.WAN)
    yield "because the ICMP error is held back", world.host.hits() > before
    yield "TCP is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "nothing listens", not world.host.listeners().strip()
