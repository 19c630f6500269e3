"""The provider shares one address among customers: nothing can be forwarded."""
from scenario import SILENT, cannot_tell
from world import detours, look, plan

CAUSE, PLACE = "cgnat", "provider"
OUTSIDE = cannot_tell(*SILENT)
# miniupnpd keeps an address to itself that is not public.
INSIDE = JOINED = cannot_tell(CAUSE, "double_nat")


def apply(world):
    detours.put_behind_nat(world, "100.64.5.9", "100.64.5.10")


def proof(world):
    yield "the router's address is shared", "100.64.5.10" in world.router.run("ip", "address")
    yield "the internet sees the provider's", \
        world.host.run("curl", "-s", f"http://{plan.ECHO_HTTP}/").strip() == plan.WAN
    yield "nothing comes in", look.passes(world, 28082) == {"isp"}
