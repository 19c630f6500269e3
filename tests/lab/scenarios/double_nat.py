"""A second router is before the home's own, and forwards nothing."""
from scenario import SILENT, cannot_tell
from world import detours, look, plan

CAUSE, PLACE = "double_nat", "upper router"
OUTSIDE = cannot_tell(*SILENT)
# miniupnpd keeps an address to itself that is not public.
INSIDE = JOINED = cannot_tell(CAUSE, "cgnat")


def apply(world):
    detours.put_behind_nat(world, "192.168.100.9", "192.168.100.10")


def proof(world):
    yield "the router's address is private", "192.168.100.10" in world.router.run("ip", "address")
    yield "the internet sees another", \
        world.host.run("curl", "-s", f"http://{plan.ECHO_HTTP}/").strip() == plan.WAN
    yield "nothing comes in", look.passes(world, 28082) == {"isp"}
