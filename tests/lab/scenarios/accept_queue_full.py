"""The game accepts no connections, and its queue is full: to TCP it looks like a firewall."""
from scenario import SILENT, cannot_tell, knows
from world import look, plan

CAUSE, PLACE = "accept_queue_full", "host"
OUTSIDE = cannot_tell(*SILENT)
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.game.start(full=True)
    for _ in range(4):
        world.hold(look.begin(world.lan, plan.HOST, 28082))


def proof(world):
    for place, address in ((world.vantage1, plan.WAN), (world.host, "127.0.0.1")):
        yield f"silence for {place.name}", look.tcp_is("timeout", place, address, 28082)
    line = next(line for line in world.host.listeners().splitlines() if ":28082 " in line)
    queued, limit = map(int, line.split()[2:4])
    yield "more wait than the queue takes", queued > limit
    yield "the query answers", look.game_answers(world.vantage1, plan.WAN)
