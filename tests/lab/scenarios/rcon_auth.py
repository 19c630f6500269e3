"""RCON has another password than the one that is configured."""
from scenario import Target, blind, knows
from world import look, plan

CAUSE, PLACE = "rcon_auth", "game settings"
OUTSIDE = blind()
INSIDE = JOINED = knows(CAUSE)
TARGET = Target(login=True)


def apply(world):
    world.game.start(password="other")


def proof(world):
    yield "the configured one is hung up on", \
        look.rcon(world.lan, plan.HOST, "right") == "closed"
    yield "the other one is taken", look.rcon(world.lan, plan.HOST, "other") == "kept"
