"""The provider drops the game's ports."""
from scenario import SILENT, blind, cannot_tell
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "isp_block", "provider"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = blind()
JOINED = cannot_tell(CAUSE, "no_port_forward")  # the router does not list its forwards


def apply(world):
    world.isp.filter("forward", f"iifname up {ALL_PORTS} hit drop")


def proof(world):
    before = world.isp.hits()
    yield "packets end at the provider", look.passes(world, 28082) == {"isp"}
    yield "the provider counts them", world.isp.hits() > before
    yield "the router's hairpin answers", look.game_answers(world.lan, plan.WAN)
