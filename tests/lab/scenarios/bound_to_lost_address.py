"""The game is bound to an address that its host has no more."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "bound_to_lost_address", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)
LOST = "192.168.7.21"


def apply(world):
    world.host.ip("address", "add", f"{LOST}/24", "dev", "eth")
    world.game.start(address=LOST)
    world.host.ip("address", "delete", f"{LOST}/24", "dev", "eth")


def proof(world):
    yield "all sockets are on it", world.host.listeners().count(f" {LOST}:280") == 4
    yield "the host has it no more", LOST not in world.host.run("ip", "address")
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
