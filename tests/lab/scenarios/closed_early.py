"""The service takes the connection and resets it."""
from scenario import Target, cannot_tell
from world import look, plan

CAUSE, PLACE = "closed_early", "host"
OUTSIDE = INSIDE = JOINED = cannot_tell(CAUSE, "proxy_backend_down")
TARGET = Target(talk=True)


def apply(world):
    world.game.start(after_accept="reset")


def proof(world):
    for place, address in ((world.vantage1, plan.WAN), (world.host, "127.0.0.1")):
        yield f"a handshake and a reset for {place.name}", \
            look.after_open(place, address, 28082) == "reset"
