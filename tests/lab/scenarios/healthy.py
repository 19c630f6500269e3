"""Nothing is wrong."""
from scenario import knows
from world import look, plan

CAUSE, PLACE = "healthy", "nowhere"
OUTSIDE = INSIDE = JOINED = knows(CAUSE)


def apply(world):
    pass


def proof(world):
    for vantage in (world.vantage1, world.vantage2):
        yield f"the game answers {vantage.name}", b"Rust" in look.a2s(vantage, plan.WAN)
        yield f"Rust+ is open to {vantage.name}", look.tcp(vantage, plan.WAN, 28082) == "open"
    yield "RCON is open at home", look.tcp(world.lan, plan.HOST, 28016) == "open"
    yield "RCON is closed to the internet", look.tcp(world.vantage1, plan.WAN, 28016) == "timeout"
    yield "the router does hairpin", look.tcp(world.lan, plan.WAN, 28082) == "open"
