"""The provider's line loses three packets of ten, counted, so that chance decides nothing."""
from scenario import blind, knows
from world import look, plan
from world.game import QUERY

CAUSE, PLACE = "packet_loss", "provider"
OUTSIDE = JOINED = knows(CAUSE)
INSIDE = blind()


def apply(world):
    world.isp.filter("forward", "oifname home numgen inc mod 10 { 0, 3, 6 } hit drop")


def proof(world):
    answers = [look.udp(world.vantage1, plan.WAN, QUERY, look.A2S_INFO, 0.5) for _ in range(40)]
    lost = answers.count("timeout")
    yield "between 4 and 24 of 40 questions are lost", 4 <= lost <= 24
    yield "the others are answered", lost + sum(isinstance(answer, bytes) for answer in answers) \
        == len(answers)
