"""The game hangs, and a DDoS filter in the backbone answers the query from its cache."""
from scenario import blind, knows
from world import look, plan
from world.game import QUERY

CAUSE, PLACE = "answered_by_filter", "backbone"
OUTSIDE = blind()
INSIDE = knows("application_hung")
JOINED = knows(CAUSE)


def apply(world):
    world.game.freeze()
    world.answer_query_on_the_way()


def proof(world):
    yield "the query is answered from outside", look.game_answers(world.vantage1, plan.WAN)
    yield "it does not reach the host", look.passes(world, QUERY, "udp") == set()
    yield "the game does not answer", look.a2s_is("timeout", world.host, "127.0.0.1")
