"""A rented server elsewhere is down; home, which watches it, has another address."""
from scenario import REFUSED, Target, cannot_tell
from world import look, plan, upnp

CAUSE, PLACE = "service_down", "server elsewhere"
OUTSIDE = INSIDE = JOINED = cannot_tell(*REFUSED)
TARGET = Target(host=plan.STRANGER, ddns=False, remote=True)
WORLD_IS_WELL = True  # the server is a host of its own, where no game runs


def apply(world):
    pass


def proof(world):
    yield "it refuses a vantage", look.a2s_is("refused", world.vantage1, plan.STRANGER)
    yield "it refuses home", look.a2s_is("refused", world.host, plan.STRANGER)
    yield "home has another address", upnp.external_address(world.host) == plan.WAN
    yield "the game at home answers", look.game_answers(world.vantage1, plan.WAN)
