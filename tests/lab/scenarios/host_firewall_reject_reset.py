"""The host's firewall resets: it looks like a closed port."""
from scenario import REFUSED, blind, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "host_firewall_reject", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = blind()
JOINED = knows(CAUSE)


def apply(world):
    world.host.filter("input", "iifname lo accept", "tcp dport 28082 hit reject with tcp reset")


def proof(world):
    before = world.host.hits()
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "by no ICMP", look.icmp_error(world.vantage1, plan.WAN, 28082) is None
    yield "the firewall counts it", world.host.hits() > before
    yield "it listens", look.tcp_is("open", world.host, "127.0.0.1", 28082)
