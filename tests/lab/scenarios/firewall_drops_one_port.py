"""The host's firewall drops the one TCP port: the twin of a full queue."""
from scenario import SILENT, blind, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "host_firewall_drop", "host"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = blind()  # its own packets do not pass its firewall
JOINED = knows(CAUSE)


def apply(world):
    world.host.filter("input", "iifname lo accept", "tcp dport 28082 hit drop")


def proof(world):
    before = world.host.hits()
    yield "silence from outside", look.tcp_is("timeout", world.vantage1, plan.WAN, 28082)
    yield "the firewall counts it", world.host.hits() > before
    yield "open on loopback", look.tcp_is("open", world.host, "127.0.0.1", 28082)
    yield "the query answers", look.game_answers(world.vantage1, plan.WAN)
