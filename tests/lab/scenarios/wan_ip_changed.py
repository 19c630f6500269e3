"""Players use the address of yesterday, which is nobody's now."""
from scenario import SILENT, Target, cannot_tell, knows
from world import dns, look, plan, upnp

CAUSE, PLACE = "wan_ip_changed", "address"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = JOINED = knows(CAUSE)
TARGET = Target(host=plan.UNUSED)
WORLD_IS_WELL = True  # the fault is in the address that players, and the configuration, have


def apply(world):
    pass


def proof(world):
    yield "silence at the old address", look.a2s_is("timeout", world.vantage1, TARGET.host)
    yield "the game answers at the new one", look.game_answers(world.vantage1, plan.WAN)
    yield "the router has the new one", upnp.external_address(world.host) != TARGET.host
    yield "the name follows", dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[1] == [plan.WAN]
