"""The provider drops the query's port, and the router lists its forward by UPnP."""
from scenario import SILENT, blind, cannot_tell, knows
from world import look, plan, upnp
from world.game import QUERY
from world.router import Forward

CAUSE, PLACE = "isp_block", "provider"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = blind()
JOINED = knows(CAUSE)


def apply(world):
    world.isp.filter("forward", f"iifname up udp dport {QUERY} hit drop")
    upnp.add_mapping(world.host, Forward("udp", QUERY))


def proof(world):
    before = world.isp.hits()
    yield "packets end at the provider", look.passes(world, QUERY, "udp") == {"isp"}
    yield "the provider counts them", world.isp.hits() > before
    yield "the router lists the forward", f">{plan.HOST}<" in upnp.mapping(world.host, "udp", QUERY)
    yield "Rust+ is open", look.tcp_is("open", world.vantage1, plan.WAN, 28082)
