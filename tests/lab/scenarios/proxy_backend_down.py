"""A proxy takes the connection, and its backend is down."""
from scenario import Target, cannot_tell
from world import look, plan

CAUSE, PLACE = "proxy_backend_down", "host"
OUTSIDE = INSIDE = JOINED = cannot_tell(CAUSE, "closed_early")
TARGET = Target(talk=True)


def apply(world):
    world.game.start(after_accept="forward")


def proof(world):
    yield "a handshake, then the end", look.after_open(world.vantage1, plan.WAN, 28082) == "closed"
    with look.Wire(world.host, "lo") as wire:
        look.after_open(world.vantage1, plan.WAN, 28082)
        yield "the proxy asked behind", ("tcp", True) in wire.seen(28083)
    yield "the backend refuses", look.tcp_is("refused", world.host, "127.0.0.1", 28083)
