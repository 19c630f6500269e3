"""The game is bound to 127.0.0.1."""
from scenario import REFUSED, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "bound_to_loopback", "host"
OUTSIDE = cannot_tell(*REFUSED)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(address="127.0.0.1")


def proof(world):
    yield "all sockets are on 127.0.0.1", world.host.listeners().count(" 127.0.0.1:280") == 4
    yield "it answers on loopback", look.game_answers(world.host, "127.0.0.1")
    yield "it is refused at home", look.tcp_is("refused", world.lan, plan.HOST, 28082)
    yield "it is refused from outside", look.tcp_is("refused", world.vantage1, plan.WAN, 28082)
