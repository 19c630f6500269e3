"""The host's firewall says administratively prohibited, as firewalld does."""
from scenario import blind, cannot_tell, knows
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "host_firewall_reject", "host"
OUTSIDE = cannot_tell(CAUSE, "no_port_forward")
INSIDE = blind()
JOINED = knows(CAUSE)


def apply(world):
    world.host.filter("input", "iifname lo accept",
                      f"{ALL_PORTS} hit reject with icmpx admin-prohibited")


def proof(world):
    before = world.host.hits()
    yield "the ICMP error says so", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 13, plan.WAN)
    yield "the firewall counts it", world.host.hits() > before
    yield "it listens", look.tcp_is("open", world.host, "127.0.0.1", 28082)
