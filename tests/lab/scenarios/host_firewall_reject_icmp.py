"""The host's firewall rejects with port-unreachable, as iptables does by default."""
from scenario import blind, cannot_tell, knows
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "host_firewall_reject", "host"
OUTSIDE = cannot_tell(CAUSE, "kubernetes_no_endpoints")
INSIDE = blind()
JOINED = knows(CAUSE)


def apply(world):
    world.host.filter("input", "iifname lo accept", f"{ALL_PORTS} hit reject")


def proof(world):
    before = world.host.hits()
    yield "TCP gets an ICMP error", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 3, plan.WAN)
    yield "UDP is refused", look.a2s_is("refused", world.vantage1, plan.WAN)
    yield "the firewall counts it", world.host.hits() > before
    yield "the game answers on loopback", look.game_answers(world.host, "127.0.0.1")
