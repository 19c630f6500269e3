"""The host's firewall drops."""
from scenario import blind, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "host_firewall_drop", "host"
OUTSIDE = cannot_tell(CAUSE)
INSIDE = blind()  # its own packets do not pass its firewall
JOINED = knows(CAUSE)


def apply(world):
    world.host.rules("""
counter dropped { }
chain input { type filter hook input priority 0;
  iifname lo accept
  ct state established,related accept
  meta l4proto { tcp, udp } th dport 28000-28100 counter name dropped drop
}""")


def proof(world):
    before = world.host.counted("dropped")
    yield "silence from outside", look.tcp(world.vantage1, plan.WAN, 28082) == "timeout"
    yield "the firewall counts it", world.host.counted("dropped") > before
    yield "silence at home", look.a2s(world.lan, plan.HOST) == "timeout"
    yield "open on loopback", look.tcp(world.host, "127.0.0.1", 28082) == "open"
