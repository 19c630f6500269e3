"""Nothing is wrong."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "healthy", "nowhere"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    pass


def proof(world):
    for vantage in (world.vantage1, world.vantage2):
        yield f"the game answers {vantage.name}", look.game_answers(vantage, plan.WAN)
        yield f"Rust+ is open to {vantage.name}", look.tcp_is("open", vantage, plan.WAN, 28082)
    yield "RCON is open at home", look.tcp_is("open", world.lan, plan.HOST, 28016)
    yield "RCON is closed to the internet", look.tcp_is("timeout", world.vantage1, plan.WAN, 28016)
    yield "the router does hairpin", look.tcp_is("open", world.lan, plan.WAN, 28082)
