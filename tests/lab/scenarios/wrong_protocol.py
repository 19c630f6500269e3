"""TCP 28015 is forwarded and expected, as many lists say; the game speaks UDP there."""
from scenario import REFUSED, Target, cannot_tell, knows
from world import look, plan
from world.game import GAME
from world.router import Forward

CAUSE, PLACE = "wrong_protocol", "configuration"
OUTSIDE = cannot_tell(CAUSE, *REFUSED)
INSIDE = JOINED = knows(CAUSE)
TARGET = Target(game_tcp=True)


def apply(world):
    world.gateway.forwards.append(Forward("tcp", GAME))
    world.gateway.apply()


def proof(world):
    listeners = world.host.listeners().splitlines()
    yield "the port is bound for UDP only", \
        [line.split()[0] for line in listeners if f":{GAME} " in line] == ["udp"]
    yield "TCP is refused", look.tcp_is("refused", world.vantage1, plan.WAN, GAME)
    yield "the game answers", look.game_answers(world.vantage1, plan.WAN)
