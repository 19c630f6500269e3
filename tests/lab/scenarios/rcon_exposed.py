"""RCON is open to the internet."""
from scenario import blind, knows
from world import look, plan
from world.game import RCON
from world.router import Forward

CAUSE, PLACE = "rcon_exposed", "router"
OUTSIDE = JOINED = knows(CAUSE)
INSIDE = blind()


def apply(world):
    world.gateway.forwards.append(Forward("tcp", RCON))
    world.gateway.apply()


def proof(world):
    yield "it is open from outside", look.tcp_is("open", world.vantage1, plan.WAN, RCON)
    yield "and lets the password in", look.rcon(world.vantage1, plan.WAN, "right") == "kept"
