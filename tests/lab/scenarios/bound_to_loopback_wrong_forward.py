"""Two faults: bound to 127.0.0.1, behind a forward to the wrong host."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan
from world.game import FORWARDED
from world.router import Forward

CAUSE, PLACE = "bound_to_loopback", "host and router"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = knows(CAUSE)
JOINED = knows(CAUSE, "forward_wrong_host")


def apply(world):
    world.game.start(address="127.0.0.1")
    world.gateway.forwards = [Forward(*port, to=plan.LAN_HOST) for port in FORWARDED]
    world.gateway.apply()


def proof(world):
    yield "all sockets are on 127.0.0.1", world.host.listeners().count(" 127.0.0.1:280") == 4
    yield "it is refused", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
    yield "packets do not reach the host", look.passes(world, 28082) == {"isp", "router"}
